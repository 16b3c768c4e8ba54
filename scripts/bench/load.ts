import http from "node:http";

/** One request to send; `body` with a POST. */
export type Asked = { path: string; headers: Record<string, string>; body?: string };

export type Load = {
  port: number;
  /** Kept open, with one request at a time on each. */
  connections: number;
  requests: Asked[];
  /** Goes round the requests for so long; without it, each is sent once. */
  seconds?: number;
};

export type LoadResult = {
  answers: number;
  seconds: number;
  /** How many answers of each kind: status and where they led, identifiers left out. */
  kinds: Record<string, number>;
  /** Bytes of the shortest and longest body, as they came over the wire. */
  shortest: number;
  longest: number;
  /** Milliseconds that half of the answers, and 99 of 100, took at most. */
  half: number;
  most: number;
};

/*
 * The load generator: a process of its own, so that what it does is not done in the server's. Takes one `Load` at a
 * time over the channel to its parent, and answers with its result.
 */

type Answer = { kind: string; bytes: number };

const anyId = /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/g;

function send(agent: http.Agent, port: number, { path, headers, body }: Asked): Promise<Answer> {
  return new Promise((resolve) => {
    const request = http.request(
      { agent, host: "127.0.0.1", port, path, method: body === undefined ? "GET" : "POST", headers },
      (response) => {
        let bytes = 0;
        response.on("data", (piece: Buffer) => {
          bytes += piece.length;
        });
        response.on("error", (error) => resolve({ kind: `broken off: ${error.message}`, bytes }));
        response.on("end", () => {
          const { location } = response.headers;
          const to = location === undefined ? "" : ` ${location.replaceAll(anyId, "…")}`;
          resolve({ kind: `${response.statusCode}${to}`, bytes });
        });
      },
    );
    request.on("error", (error) => resolve({ kind: `no answer: ${error.message}`, bytes: 0 }));
    request.end(body);
  });
}

async function run({ port, connections, requests, seconds }: Load): Promise<LoadResult> {
  const agent = new http.Agent({ keepAlive: true, maxSockets: connections });
  const kinds: Record<string, number> = {};
  const times: number[] = [];
  let shortest = Number.POSITIVE_INFINITY;
  let longest = 0;
  let next = 0;
  const began = performance.now();
  const goesOn = () =>
    seconds === undefined ? next < requests.length : performance.now() - began < seconds * 1000;

  async function oneConnection(): Promise<void> {
    while (goesOn()) {
      const asked = requests[next++ % requests.length] as Asked;
      const sent = performance.now();
      const { kind, bytes } = await send(agent, port, asked);
      times.push(performance.now() - sent);
      kinds[kind] = (kinds[kind] ?? 0) + 1;
      shortest = Math.min(shortest, bytes);
      longest = Math.max(longest, bytes);
    }
  }

  await Promise.all(Array.from({ length: connections }, oneConnection));
  const took = (performance.now() - began) / 1000;
  agent.destroy();
  times.sort((one, other) => one - other);
  const at = (part: number) => times[Math.min(times.length - 1, Math.floor(times.length * part))] ?? 0;
  return { answers: times.length, seconds: took, kinds, shortest, longest, half: at(0.5), most: at(0.99) };
}

process.channel?.ref();
process.on("message", (load: Load) => {
  void run(load).then((result) => process.send?.(result));
});
