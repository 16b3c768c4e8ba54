import { type Line, median, spread } from "#scripts/bench/lines.ts";
import { connections, demandAll } from "#scripts/bench/pages.ts";
import type { Workbench } from "#scripts/bench/workbench.ts";

const policyPath = "/p/signing-trust/acceptable-use";

/**
 * (i) The published page of a policy of 300 clauses against the empty page, in turn, compressed as browsers ask for
 * it; and how long its PDF takes the first time, and from the store afterwards. The signing ground has made the policy.
 */
export async function measurePolicyPage(
  bench: Workbench,
  size: { rounds: number; seconds: number },
): Promise<Line[]> {
  const web = await bench.startWeb();
  const headers = { "accept-encoding": "gzip, deflate, br" };
  const runs = [policyPath, "/empty"].map((path) => ({
    requests: [{ path, headers }],
    rates: [] as number[],
    bytes: 0,
  }));
  for (let round = 0; round <= size.rounds; round++)
    for (const run of runs) {
      const result = await bench.load({
        ...{ port: web.port, connections, requests: run.requests, seconds: size.seconds },
      });
      demandAll(result, "200");
      if (round === 0) continue; // the first is for warming up
      run.rates.push(result.answers / result.seconds);
      run.bytes = result.longest;
    }
  const file = async () => {
    const start = performance.now();
    const answer = await fetch(`http://127.0.0.1:${web.port}${policyPath}/pdf`);
    const bytes = await answer.arrayBuffer();
    if (!answer.ok) throw new Error(`the PDF answered ${answer.status}`);
    return { ms: performance.now() - start, kilobytes: bytes.byteLength / 1024 };
  };
  const [made, kept] = [await file(), await file()];
  await web.stop();
  const [policy, empty] = runs;
  if (!policy || !empty) return [];
  const say = (run: typeof policy) => `${spread(run.rates, "a second")}, ${(run.bytes / 1024).toFixed(1)} kB`;
  return [
    {
      part: "i",
      what: "page of a 300-clause policy",
      measured: say(policy),
      against: `empty page: ${say(empty)}`,
      ratio: median(policy.rates) / median(empty.rates),
    },
    {
      part: "i",
      what: "its PDF, made and then kept",
      measured: `${made.ms.toFixed(0)} ms, ${made.kilobytes.toFixed(0)} kB`,
      against: `from the store: ${kept.ms.toFixed(0)} ms`,
      ratio: made.ms / kept.ms,
    },
  ];
}
