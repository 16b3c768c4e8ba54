import { expect, test } from "vitest";
import { safePath } from "./safe-path.ts";

test.each([
  ["/"],
  ["/sign"],
  ["/school/123456/not-signed?role=staff&as-at=2026-11-22"],
  ["/policies/1#clause-2.1"],
  ["/signing-off"],
  ["/sign-in/link"],
])("%s is a page to be taken on to", (path) => {
  expect(safePath(path)).toBe(path);
});

test.each([
  ["another site", "https://evil.example/"],
  ["another site without a scheme", "//evil.example/"],
  ["slash and backslash, which browsers read as two slashes", "/\\evil.example"],
  ["a tab between the slashes, which browsers leave out", "/\t/evil.example"],
  ["a line break between the slashes", "/\n/evil.example"],
  ["dots that leave two slashes", "/.//evil.example"],
  ["more dots that do", "/x/..//evil.example"],
  ["a script", "javascript:alert(1)"],
  ["a relative path", "sign"],
  ["nothing", ""],
  ["no path at all", undefined],
  ["the way in itself", "/sign-in?then=/sign"],
  ["a step of the way in", "/sign-in/onward"],
  ["the way out", "/sign-out"],
  ["a path to the way out over dots", "/sign/../sign-out"],
  ["what programs ask for", "/api/health"],
  ["an endless path", `/${"a".repeat(3000)}`],
])("%s is not", (_, path) => {
  expect(safePath(path)).toBeNull();
});
