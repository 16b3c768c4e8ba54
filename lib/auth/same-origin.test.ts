import { describe, expect, test } from "vitest";
import { mayProceed, type RequestSource } from "./same-origin.ts";

const home = "https://sign.school.example";
const post: RequestSource = {
  method: "POST",
  origin: home,
  fetchSite: "same-origin",
  host: "sign.school.example",
};

describe("with a public address", () => {
  test("our own pages may post", () => {
    expect(mayProceed(post, home)).toBe(true);
    expect(mayProceed({ ...post, fetchSite: null }, home)).toBe(true);
    expect(mayProceed({ ...post, origin: null }, home)).toBe(true);
  });

  test("behind a proxy the public address counts, not the host inside", () => {
    expect(mayProceed({ ...post, host: "127.0.0.1:3000" }, home)).toBe(true);
    expect(mayProceed({ ...post, origin: "http://127.0.0.1:3000", host: "127.0.0.1:3000" }, home)).toBe(
      false,
    );
  });

  test.each([
    ["another site", "https://evil.example"],
    ["a name that begins like ours", "https://sign.school.example.evil.example"],
    ["a name that ends like ours", "https://evilsign.school.example"],
    ["a neighbour under the same domain", "https://blog.school.example"],
    ["our name without encryption", "http://sign.school.example"],
    ["our name on another port", "https://sign.school.example:8443"],
    ["a sandboxed frame", "null"],
    ["an empty origin", ""],
    ["no origin at all but words", "sign.school.example"],
    ["an address with a path", "https://sign.school.example/"],
    ["an address with a name and password", "https://sign.school.example@evil.example"],
    ["a browser extension", "chrome-extension://abcdef"],
    ["two origins", `${home} https://evil.example`],
  ])("%s may not post", (_, origin) => {
    expect(mayProceed({ ...post, origin, fetchSite: null }, home)).toBe(false);
    expect(mayProceed({ ...post, origin, fetchSite: "same-origin" }, home)).toBe(false);
  });
});

describe("without a public address", () => {
  test("the host that was asked counts, its port included", () => {
    const local = { ...post, origin: "http://localhost:3000", host: "localhost:3000", fetchSite: null };
    expect(mayProceed(local, undefined)).toBe(true);
    expect(mayProceed({ ...local, origin: "http://localhost:3001" }, undefined)).toBe(false);
    expect(mayProceed({ ...local, origin: "http://127.0.0.1:3000" }, undefined)).toBe(false);
    expect(mayProceed({ ...local, host: null }, undefined)).toBe(false);
  });

  test("a standard port may be left out on either side", () => {
    const local = { ...post, origin: "https://tablet.local", host: "Tablet.local:443" };
    expect(mayProceed(local, undefined)).toBe(true);
    expect(mayProceed({ ...local, origin: "http://tablet.local", host: "tablet.local:80" }, undefined)).toBe(
      true,
    );
    expect(mayProceed({ ...local, host: "tablet.local:80" }, undefined)).toBe(false);
  });

  test.each([
    ["http://127.0.0.1:3000", true],
    ["http://192.168.1.20:3000", true],
    ["http://[::1]:3000", true],
    ["http://schoolserver:3000", true],
    ["http://rebound.evil.example:3000", false],
    ["http://127.0.0.1.evil.example:3000", false],
  ])("%s as our own name: %s, because anybody can make a name on the internet lead here", (origin, may) => {
    expect(mayProceed({ ...post, origin, host: new URL(origin).host }, undefined)).toBe(may);
  });
});

test.each(["POST", "PUT", "PATCH", "DELETE", "post", "PROPFIND"])(
  "%s without any sign of origin is refused",
  (method) => {
    expect(mayProceed({ ...post, method, origin: null, fetchSite: null }, home)).toBe(false);
  },
);

test.each(["cross-site", "same-site", "none"])(
  "Sec-Fetch-Site: %s does not stand in for an origin",
  (fetchSite) => {
    expect(mayProceed({ ...post, origin: null, fetchSite }, home)).toBe(false);
  },
);

test.each(["cross-site", "same-site"])(
  "an origin that Sec-Fetch-Site: %s contradicts is not believed",
  (fetchSite) => {
    expect(mayProceed({ ...post, fetchSite }, home)).toBe(false);
  },
);

test.each(["GET", "HEAD"])("%s comes from anywhere: links in messages do", (method) => {
  expect(
    mayProceed({ method, origin: "https://mail.example", fetchSite: "cross-site", host: null }, home),
  ).toBe(true);
});
