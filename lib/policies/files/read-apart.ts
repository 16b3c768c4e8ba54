import { spawn } from "node:child_process";
import path from "node:path";
import { FileProblem, type PolicyFileProblem } from "./policy-file-error.ts";
import type { FileRead } from "./read-file.ts";
import { LONGEST_WAIT_MS } from "./reader-limits.ts";
import type { ReadAnswer, ToRead } from "./reader-thread.ts";

/** For a process that can't even say that its time is over. */
const GRACE_MS = 5_000;
/** Files read at once; each may take half a gigabyte. */
const MOST_AT_ONCE = 2;

const waiting: (() => void)[] = [];
let running = 0;

/**
 * Reads Word and PDF files in a process of its own, one after another, within limits of time and memory; nothing a
 * file holds can stop or crash the program. A file's own problem is a FileProblem in its place.
 */
export async function readApart(files: readonly ToRead[]): Promise<(FileRead | FileProblem)[]> {
  if (running >= MOST_AT_ONCE) await new Promise<void>((ready) => waiting.push(ready));
  running += 1;
  try {
    const answers: (FileRead | FileProblem)[] = [];
    // A process that had to give up on a file is followed by a new one for the rest.
    while (answers.length < files.length) answers.push(...(await inOneProcess(files.slice(answers.length))));
    return answers;
  } finally {
    running -= 1;
    waiting.shift()?.();
  }
}

function inOneProcess(files: readonly ToRead[]): Promise<(FileRead | FileProblem)[]> {
  return new Promise((resolve, reject) => {
    // From the folder of the project and not beside this file: a build puts this one elsewhere.
    const script = path.join(process.cwd(), "lib", "policies", "files", "reader-process.ts");
    const child = spawn(
      process.execPath,
      ["--permission", "--allow-fs-read=*", "--allow-worker", "--no-warnings", script],
      // Nothing of the program's surroundings, such as its secrets, is given to it.
      { stdio: ["pipe", "pipe", "ignore"], env: { NODE_ENV: "production" } },
    );
    const answers: (FileRead | FileProblem)[] = [];
    let held = "";
    let ready = false;
    let late: NodeJS.Timeout;
    const wait = () => {
      clearTimeout(late);
      late = setTimeout(() => child.kill("SIGKILL"), LONGEST_WAIT_MS + GRACE_MS);
    };
    wait();
    child.stdout.setEncoding("utf8");
    child.stdout.on("data", (chunk: string) => {
      const lines = (held + chunk).split("\n");
      held = lines.pop() ?? "";
      for (const line of lines) {
        if (!ready) ready = line === "ready";
        else answers.push(fromAnswer(JSON.parse(line) as ReadAnswer));
      }
      if (lines.length > 0) wait();
    });
    child.on("error", (error) => {
      clearTimeout(late);
      reject(error);
    });
    child.on("close", (code) => {
      clearTimeout(late);
      // Killed, or crashed in a way that its own limits don't catch: the file it was at is to blame.
      if (ready && answers.length < files.length && code !== 0) answers.push(failed());
      if (answers.length === 0) reject(new Error("The process that reads Word and PDF files doesn't start."));
      else resolve(answers);
    });
    // It may end before it has taken everything.
    child.stdin.on("error", () => {});
    for (const { kind, bytes } of files) {
      const head = Buffer.alloc(5);
      head.write(kind === "pdf" ? "p" : "w", 0, "latin1");
      head.writeUInt32BE(bytes.length, 1);
      child.stdin.write(head);
      child.stdin.write(bytes);
    }
    child.stdin.end();
  });
}

const fromAnswer = (answer: ReadAnswer): FileRead | FileProblem =>
  "read" in answer ? answer.read : new FileProblem(answer.problem as PolicyFileProblem, answer.says);

const failed = () =>
  new FileProblem(
    "too-much",
    "can't be read with the time and memory that any policy needs: save it again as a Word document (.docx) and bring that in.",
  );
