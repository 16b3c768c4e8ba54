import { expect, test, vi } from "vitest";
import { newId } from "#lib/identifiers.ts";
import { cookieName, cookieOfSession, noCookie, seal, sessionInCookie, unseal } from "./cookies.ts";

const given = vi.hoisted(() => ({
  url: "http://localhost:3000",
  secret: "one secret of the installation's",
}));
vi.mock("#lib/env.ts", async (original) => ({
  ...(await original<typeof import("#lib/env.ts")>()),
  settings: () => given,
  secret: () => given.secret,
}));

test("a session's cookie is out of scripts' reach and leads back to the session", async () => {
  const id = newId();
  const cookie = await cookieOfSession(id);
  expect(cookie).toMatchObject({ httpOnly: true, sameSite: "lax", path: "/", secure: false, maxAge: 43_200 });
  expect(cookie.value).not.toContain(id);
  expect(await sessionInCookie(cookie.value)).toBe(id);
});

test("under an encrypted address it is tied to this very host", async () => {
  given.url = "https://sign.school.example";
  const cookie = await cookieOfSession(newId());
  expect(cookie).toMatchObject({ name: "__Host-countersign.session", secure: true, path: "/" });
  expect(noCookie("session")).toMatchObject({ name: cookie.name, secure: true, maxAge: 0 });
  given.url = "http://localhost:3000";
  expect(cookieName("session")).toBe("countersign.session");
});

test("nothing but what this installation wrote leads anywhere", async () => {
  const { value } = await cookieOfSession(newId());
  const changed = `${value.slice(0, -2)}${value.endsWith("AA") ? "BB" : "AA"}`;
  for (const other of [undefined, "", "x", "a.b.c.d.e", changed, await seal("link", newId(), 60)]) {
    expect(await sessionInCookie(other)).toBeNull();
  }
  given.secret = "another secret, of another place";
  expect(await sessionInCookie(value)).toBeNull();
  given.secret = "one secret of the installation's";
  expect(await sessionInCookie(value)).not.toBeNull();
});

test("what is sealed for one cookie is of no use in another, nor after its time", async () => {
  const sealed = await seal("provider", "https://login.school.example/", 60);
  expect(await unseal("provider", sealed)).toBe("https://login.school.example/");
  expect(await unseal("link", sealed)).toBeNull();
  expect(await unseal("provider", await seal("provider", "late", -60))).toBeNull();
});
