import { readFileSync } from "node:fs";
import { NextRequest } from "next/server";
import { afterEach, describe, expect, test, vi } from "vitest";
import { refuseRequest } from "#lib/auth/refuse-request.ts";

const home = "https://sign.school.example";

/** proxy.ts reads the public address once, when it is loaded. */
async function proxyAt(address: string) {
  vi.stubEnv("COUNTERSIGN_URL", address);
  vi.resetModules();
  return (await import("../proxy.ts")).proxy;
}

afterEach(() => {
  vi.unstubAllEnvs();
});

const request = (path: string, init: { method?: string; headers?: Record<string, string> } = {}) =>
  new NextRequest(`http://127.0.0.1:3000${path}`, {
    method: init.method ?? "GET",
    headers: { host: "127.0.0.1:3000", ...init.headers },
  });

describe("what did not come from our pages", () => {
  test("is refused with a sentence that says so and what to do, and nothing of it may run", async () => {
    const proxy = await proxyAt(home);
    const foreign: Record<string, string>[] = [{}, { origin: "null" }, { origin: "https://evil.example" }];
    for (const headers of foreign) {
      const answer = proxy(request("/sign/1", { method: "POST", headers }));
      expect(answer.status).toBe(403);
      const html = await answer.text();
      expect(html).toContain("<h1>This request did not come from Countersign, so nothing was changed.</h1>");
      expect(html).toContain("Open Countersign in this browser");
      expect(answer.headers.get("content-type")).toBe("text/html; charset=utf-8");
      expect(answer.headers.get("content-security-policy")).toContain("default-src 'none'");
      expect(answer.headers.get("x-middleware-next")).toBeNull();
    }
  });

  test.each(["/api/auth/callback/school", "/sign-out", "/api/health"])(
    "has no exception at %s",
    async (path) => {
      const proxy = await proxyAt(home);
      const headers = { origin: "https://login.example", "sec-fetch-site": "cross-site" };
      expect(proxy(request(path, { method: "POST", headers })).status).toBe(403);
    },
  );
});

describe("how much may be sent", () => {
  const post = (headers: Record<string, string>) =>
    request("/sign/1", { method: "POST", headers: { origin: home, ...headers } });

  test("up to a megabyte passes, more is refused before it is read", async () => {
    const proxy = await proxyAt(home);
    expect(proxy(post({ "content-length": "1000000" })).headers.get("x-middleware-next")).toBe("1");
    const large = proxy(post({ "content-length": "1000001" }));
    expect(large.status).toBe(413);
    expect(await large.text()).toContain("That was too large to be taken in, so nothing was changed.");
  });

  test("a body that hides its length is refused", async () => {
    const proxy = await proxyAt(home);
    expect(proxy(post({ "transfer-encoding": "chunked" })).status).toBe(411);
  });
});

describe("forms whose routes look for themselves", () => {
  test("do not come through here", async () => {
    vi.resetModules();
    const { config } = await import("../proxy.ts");
    const comesThrough = (path: string) => new RegExp(`^${config.matcher}$`).test(path);
    for (const path of [
      "/school/999425/paper/record",
      "/organisation/paper/record",
      "/policies/bring-in/file",
      "/policies/0199a0c2/draft/save",
      "/sign/0199a0c2/submit",
    ])
      expect([path, comesThrough(path)]).toEqual([path, false]);
    for (const path of [
      "/school/1/paper",
      "/school/1/2/paper/record",
      "/school/1/paper/record/x",
      "/sign/0199a0c2",
      "/sign/0199a0c2/question",
      "/",
      "/sign",
    ])
      expect([path, comesThrough(path)]).toEqual([path, true]);
  });

  test("each of them refuses by its first lines, before it asks who it is and reads", () => {
    const routes = [
      ["app/school/[urn]/paper/_shared/post-paper.ts", "scan"],
      ["app/policies/bring-in/file/route.ts", "policy"],
      ["app/policies/[id]/draft/save/route.ts", "policy"],
      ["app/sign/[obligation]/submit/route.ts", null],
    ] as const;
    for (const [file, kind] of routes) {
      const text = readFileSync(file, "utf8");
      const at = (what: string) => {
        expect([file, what, text.includes(what)]).toEqual([file, what, true]);
        return text.indexOf(what);
      };
      const [first, second, read] = [
        kind ? `refusedPost(request, "${kind}")` : "refusedPost(request)",
        kind ? "Actor();" : "requireSigner(path);",
        kind ? "readPosted(request)" : "await readForm(request)",
      ].map(at);
      expect(first).toBeLessThan(second as number);
      expect(second).toBeLessThan(read as number);
    }
  });

  const refuse = (headers: Record<string, string>) =>
    refuseRequest(
      { method: "POST", headers: new Headers({ origin: home, ...headers }) },
      { origin: home, file: "scan" },
    );

  test("may bring 11 MB, and are otherwise refused like every other", () => {
    expect(refuse({ "content-length": "11000000" })).toBeNull();
    expect(refuse({ "content-length": "11000001" })).toEqual({ status: 413, why: "scan" });
    expect(refuse({ "transfer-encoding": "chunked" })).toEqual({ status: 411, why: "unmeasured" });
    expect(refuse({ origin: "https://evil.example" })).toEqual({ status: 403, why: "foreign" });
  });
});

describe("a page", () => {
  test("gets a policy whose nonce is its own, and no other script may run", async () => {
    const proxy = await proxyAt(home);
    const policies = [proxy(request("/")), proxy(request("/"))].map(
      (answer) => answer.headers.get("content-security-policy") ?? "",
    );
    const nonces = policies.map((policy) => /'nonce-([^']{22,})'/.exec(policy)?.[1]);
    expect(nonces[0]).toBeTruthy();
    expect(nonces[0]).not.toBe(nonces[1]);
    for (const policy of policies) {
      expect(policy).not.toContain("unsafe");
      expect(policy).toContain("frame-ancestors 'none'");
    }
  });

  test("is told what was asked for and under which id, whatever the sender claims", async () => {
    const proxy = await proxyAt(home);
    const headers = {
      "x-countersign-path": "/elsewhere",
      "x-request-id": "forged",
      "x-forwarded-host": "evil.example",
    };
    const answer = proxy(request("/school/100001/not-signed?role=staff", { headers }));
    const passedOn = (name: string) => answer.headers.get(`x-middleware-request-${name}`);
    expect(passedOn("x-countersign-path")).toBe("/school/100001/not-signed?role=staff");
    expect(passedOn("x-request-id")).toBe(answer.headers.get("x-request-id"));
    expect(passedOn("x-request-id")).not.toBe("forged");
    expect(passedOn("x-forwarded-host")).toBe("sign.school.example");
  });

  test("is kept by nobody", async () => {
    const proxy = await proxyAt(home);
    expect(proxy(request("/sign")).headers.get("cache-control")).toBe("private, no-store");
  });

  test("asks for encryption from then on only where the public address has it", async () => {
    expect((await proxyAt(home))(request("/")).headers.get("strict-transport-security")).toMatch(
      /^max-age=\d{8}$/,
    );
    expect(
      (await proxyAt("http://localhost:3000"))(request("/")).headers.get("strict-transport-security"),
    ).toBeNull();
    expect((await proxyAt(""))(request("/")).headers.get("strict-transport-security")).toBeNull();
  });
});
