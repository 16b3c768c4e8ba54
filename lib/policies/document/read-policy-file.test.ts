import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { LARGEST_POLICY_FILE, type PolicyFileError, readPolicyFile } from "./read-policy-file.ts";

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "policy-file-"));
});
afterAll(() => rm(folder, { recursive: true }));

async function written(content: Uint8Array | string): Promise<string> {
  const path = join(folder, `${Math.random()}.txt`);
  await writeFile(path, content);
  return path;
}

test("text is read, with or without a byte-order mark", async () => {
  expect(await readPolicyFile(await written("Café"))).toBe("Café");
  expect(await readPolicyFile(await written("\uFEFFCafé"))).toBe("Café");
});

test.each([
  ["empty", ""],
  ["empty", " \n\t\n"],
  ["binary", "%PDF-1.7\n"],
  ["binary", "PK\u0003\u0004…"],
  ["binary", Uint8Array.of(0xd0, 0xcf, 0x11, 0xe0, 0xa1)],
  ["binary", "text\u0000text"],
  ["not-utf-8", Uint8Array.of(0x43, 0x61, 0x66, 0xe9, 0x20, 0x61)],
  ["not-utf-8", Uint8Array.of(0xff, 0xfe, 0x41, 0x00)],
  ["too-large", new Uint8Array(LARGEST_POLICY_FILE + 1).fill(65)],
])("a file that is %s is refused with one sentence", async (problem, content) => {
  await expectRefused(await written(content), problem);
});

test("what isn't there and what is a folder are refused", async () => {
  await expectRefused(join(folder, "nothing.txt"), "missing");
  await expectRefused(folder, "folder");
});

async function expectRefused(path: string, problem: string) {
  const error = await readPolicyFile(path).then(
    () => null,
    (reason: PolicyFileError) => reason,
  );
  expect(error?.problem).toBe(problem);
  expect(error?.message).toMatch(/^[^\n]+\.$/);
}
