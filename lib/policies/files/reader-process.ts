import { Worker } from "node:worker_threads";
import { LONGEST_WAIT_MS, LONGEST_WORK_MS, MOST_MEMORY } from "./reader-limits.ts";
import type { ReadAnswer, ToRead } from "./reader-thread.ts";

/*
 * A process of its own for reading files that nobody vouches for. Its main thread only watches: over the time of
 * each file, and over the memory of the whole process, which the reading thread can't be trusted to keep to. Files
 * come on standard input, each as one byte for the kind (w, p), four for the length, and its bytes; a line "ready"
 * and then one of JSON for each file go to standard output. With the input's end, or when a limit is reached, the
 * process ends.
 */

const tooLong =
  "takes longer to read than any policy should: save it again as a Word document (.docx) and bring that in.";
const tooMuch =
  "needs more memory to read than any policy should: copy its text into a new Word document and bring that in.";

const worker = new Worker(new URL("./reader-thread.ts", import.meta.url), {
  resourceLimits: { maxOldGenerationSizeMb: 320, maxYoungGenerationSizeMb: 48, stackSizeMb: 8 },
});

type Ended = { answer: ReadAnswer; over: boolean };

let end: (ended: Ended) => void = () => {};
const giveUp = (problem: string, says: string) => end({ answer: { problem, says }, over: true });
worker.on("message", (answer: ReadAnswer) => end({ answer, over: false }));
// A thread that used up its own memory ends with an error.
worker.on("error", () => giveUp("too-much", tooMuch));

async function read(file: ToRead): Promise<Ended> {
  const before = process.cpuUsage();
  const timer = setTimeout(() => giveUp("too-long", tooLong), LONGEST_WAIT_MS);
  const watch = setInterval(() => {
    const { user, system } = process.cpuUsage(before);
    if ((user + system) / 1000 > LONGEST_WORK_MS) giveUp("too-long", tooLong);
    if (process.memoryUsage.rss() > MOST_MEMORY) giveUp("too-much", tooMuch);
  }, 25);
  try {
    return await new Promise((resolve) => {
      end = resolve;
      worker.postMessage(file);
    });
  } finally {
    clearTimeout(timer);
    clearInterval(watch);
  }
}

async function* files(): AsyncGenerator<ToRead> {
  let held: Buffer = Buffer.alloc(0);
  for await (const chunk of process.stdin as AsyncIterable<Buffer>) {
    held = held.length === 0 ? chunk : Buffer.concat([held, chunk]);
    while (held.length >= 5) {
      const length = held.readUInt32BE(1);
      if (held.length < 5 + length) break;
      // A copy of its own, so that the thread gets these bytes and no others.
      yield {
        kind: held[0] === 0x70 ? "pdf" : "packed",
        bytes: new Uint8Array(held.subarray(5, 5 + length)),
      };
      held = held.subarray(5 + length);
    }
  }
}

process.stdout.write("ready\n");
for await (const file of files()) {
  const { answer, over } = await read(file);
  await new Promise((written) => process.stdout.write(`${JSON.stringify(answer)}\n`, written));
  if (over) break;
}
process.exit(0);
