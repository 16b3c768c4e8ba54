import { deflateSync } from "node:zlib";
import { expect, test } from "vitest";
import { Refusal } from "#lib/errors.ts";
import { checkScan, largestScan } from "./check-scan.ts";
import { aJpeg, aPdf, aPng } from "./scans-for-tests.ts";

const said = async (bytes: Uint8Array) => {
  try {
    return await checkScan(bytes);
  } catch (error) {
    if (error instanceof Refusal)
      return error.problems.map(({ field, message }) => `${field}: ${message}`).join();
    throw error;
  }
};

test("a PDF and photos are what their content says, whatever they are called", async () => {
  expect(await said(aPdf())).toBe("application/pdf");
  expect(await said(aPng())).toBe("image/png");
  expect(await said(aJpeg())).toBe("image/jpeg");
  const webp = Buffer.concat([
    Buffer.from("RIFF\x1a\0\0\0WEBPVP8L\x0d\0\0\0\x2f\0\0\0", "latin1"),
    Buffer.alloc(20),
  ]);
  expect(await said(webp)).toBe("image/webp");
});

test("an executable, text, an archive, an animation and a page with a script are no scans", async () => {
  const programs = [
    "MZ\x90\0\x03",
    "\x7fELF\x02\x01\x01",
    "#!/bin/sh\nrm",
    "PK\x03\x04",
    "<svg><script/></svg>",
    "<!doctype html>",
    "GIF89a",
  ];
  for (const start of programs)
    expect(await said(Buffer.concat([Buffer.from(start, "latin1"), Buffer.alloc(400)]))).toMatch(
      /^scan: .* is not a PDF or a photo .* whatever its name says$/,
    );
});

test("empty, too large, locked and cut off are each said", async () => {
  expect(await said(new Uint8Array())).toMatch(/is empty/);
  expect(await said(new Uint8Array(largestScan + 1))).toMatch(/larger than 10 MB/);
  expect(await said(aPdf("/Encrypt 5 0 R"))).toMatch(/locked with a password/);
  expect(await said(aPdf().subarray(0, 60))).toMatch(/damaged or cut off/);
  expect(await said(aPng().subarray(0, 40))).toMatch(/damaged or cut off/);
  expect(await said(aJpeg().subarray(0, 24))).toMatch(/damaged or cut off/);
  // nothing that comes makes it fail otherwise
  for (let length = 1; length < 60; length++)
    for (const whole of [aPdf(), aPng(), aJpeg(), deflateSync(Buffer.alloc(length))])
      expect(await said(whole.subarray(0, length))).toEqual(expect.any(String));
});
