import { performance } from "node:perf_hooks";
import { parentPort } from "node:worker_threads";
import { damagedPdf, FileProblem } from "./policy-file-error.ts";
import type { FileRead } from "./read-file.ts";

/** A file to read, and what came of it: `problem` goes on after the file's name. */
export type ToRead = { kind: "packed" | "pdf"; bytes: Uint8Array };
export type ReadAnswer = { read: FileRead } | { problem: string; says: string };

/** How long nothing at all may happen before the reading counts as stuck. */
const STUCK_MS = 1_000;

// The thread in which files are read; reader-process.ts watches over it.
parentPort?.on("message", async ({ kind, bytes }: ToRead) => {
  parentPort?.postMessage(await answer(kind, bytes));
});

// In a damaged file the library for PDF leaves failures behind that nobody waits for.
process.on("unhandledRejection", () => {});

async function answer(kind: "packed" | "pdf", bytes: Uint8Array): Promise<ReadAnswer> {
  try {
    // Each reader is loaded when it is needed: the one for PDF takes a while.
    if (kind === "packed") return { read: (await import("./read-word.ts")).readWord(bytes) };
    const { readPdf } = await import("./read-pdf.ts");
    return { read: await orStuck(readPdf(bytes)) };
  } catch (error) {
    if (error instanceof FileProblem) return { problem: error.problem, says: error.message };
    // Whatever else goes wrong in a reader is the file's doing: nothing but the file came in.
    const what = kind === "pdf" ? "PDF" : "Word document";
    return {
      problem: "damaged",
      says: `is a damaged ${what}, or one of a kind that isn't known here: save it again as a Word document (.docx) and bring that in.`,
    };
  }
}

/** After such a failure the library may wait for what never comes: then this thread has nothing left to do. */
async function orStuck(reading: Promise<FileRead>): Promise<FileRead> {
  let watch: NodeJS.Timeout | undefined;
  const stuck = new Promise<never>((_, reject) => {
    let before = performance.eventLoopUtilization();
    let idle = 0;
    watch = setInterval(() => {
      const now = performance.eventLoopUtilization();
      idle = now.active - before.active < 5 ? idle + 1 : 0;
      before = now;
      if (idle >= 5) reject(damagedPdf());
    }, STUCK_MS / 5);
  });
  try {
    return await Promise.race([reading, stuck]);
  } finally {
    clearInterval(watch);
  }
}
