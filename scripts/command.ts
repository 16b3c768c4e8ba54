import { existsSync } from "node:fs";
import { StartError } from "#lib/env.ts";
import { Refusal } from "#lib/errors.ts";

/** Reads the file .env, when there is one; what the environment says already stays. */
export function readDotEnv(): void {
  if (!existsSync(".env")) return;
  try {
    process.loadEnvFile(".env");
  } catch (error) {
    throw new StartError(`The file .env cannot be read: ${(error as Error).message}.`);
  }
}

/** Says on stderr why something stopped: a sentence where there is one, everything where it was unforeseen. */
export function sayWhy(error: unknown): void {
  if (error instanceof StartError || error instanceof Refusal) process.stderr.write(`${error.message}\n`);
  else console.error(error);
}

/**
 * Runs a command to its end: reads .env, does the work, and exits with the code it gives, else with 0.
 * What it throws goes to stderr and exits 1; stdout is the command's own.
 */
export async function runCommand(work: () => Promise<unknown>): Promise<never> {
  let code = 1;
  try {
    readDotEnv();
    const result = await work();
    code = typeof result === "number" ? result : 0;
  } catch (error) {
    sayWhy(error);
  }
  // Exiting cuts off what is still being written to a pipe.
  await Promise.all(
    [process.stdout, process.stderr].map((out) => new Promise((done) => out.write("", done))),
  );
  process.exit(code);
}
