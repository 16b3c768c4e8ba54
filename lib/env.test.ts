import { describe, expect, test } from "vitest";
import { checkSettings, StartError } from "./env.ts";

const server = { DATABASE_URL: "postgresql://web:secret@db.example.org/countersign" };
const live = {
  ...server,
  COUNTERSIGN_URL: "https://sign.example.org",
  SMTP_URL: "smtps://mail.example.org",
  MAIL_FROM: "Countersign <sign@example.org>",
};

function sentence(environment: Record<string, string>): string {
  try {
    checkSettings(environment);
  } catch (error) {
    if (error instanceof StartError) return error.message;
    throw error;
  }
  return "accepted";
}

test("nothing set: demo mode with the embedded database, on loopback only", () => {
  expect(checkSettings({})).toMatchObject({
    demo: true,
    host: "127.0.0.1",
    port: 3000,
    url: "http://localhost:3000",
    databaseUrl: undefined,
    timeZone: "Europe/London",
  });
});

test("a setting left empty in .env counts as not set", () => {
  expect(checkSettings({ PORT: "", HOST: " ", DATABASE_URL: "" })).toEqual(checkSettings({}));
});

test("with a server of its own, demo mode is off unless asked for", () => {
  expect(checkSettings(live).demo).toBe(false);
  expect(checkSettings({ ...server, DEMO: "on" }).demo).toBe(true);
});

describe("a bad setting stops with a sentence that names it", () => {
  test.each([
    ["PORT", "eighty"],
    ["PORT", "0"],
    ["PORT", "65536"],
    ["HOST", "school.example.org"],
    ["COUNTERSIGN_URL", "sign.example.org"],
    ["COUNTERSIGN_URL", "https://example.org/countersign"],
    ["DATABASE_URL", "mysql://localhost/countersign"],
    ["MIGRATION_DATABASE_URL", "localhost"],
    ["DATABASE_CONNECTIONS", "1"],
    ["COUNTERSIGN_SECRET", "short"],
    ["DEMO", "yes"],
    ["SMTP_URL", "mail.example.org"],
    ["MAIL_FROM", "the office"],
    ["MAIL_FROM", "Office <a@example.org>\r\nBcc: everyone@example.org"],
    ["OIDC_ISSUER", "http://login.example.org"],
    ["TIME_ZONE", "Europe/Londres"],
  ])("%s=%s", (name, value) => {
    expect(sentence({ ...live, [name]: value })).toMatch(new RegExp(`^The setting ${name} must `));
  });
});

describe("a missing setting stops with a sentence that names it and says why", () => {
  test.each(["COUNTERSIGN_URL", "SMTP_URL", "MAIL_FROM"])("without demo mode: %s", (name) => {
    expect(sentence({ ...live, [name]: "" })).toMatch(new RegExp(`^The setting ${name} is missing: `));
  });

  test.each(["OIDC_ISSUER", "OIDC_CLIENT_ID", "OIDC_CLIENT_SECRET", "OIDC_NAME"])(
    "an identity provider given by halves: %s",
    (name) => {
      const whole = {
        OIDC_ISSUER: "https://login.example.org",
        OIDC_CLIENT_ID: "countersign",
        OIDC_CLIENT_SECRET: "secret",
        OIDC_NAME: "Example",
      };
      expect(sentence(whole)).toBe("accepted");
      expect(sentence({ ...whole, [name]: "" })).toMatch(new RegExp(`^The setting ${name} is missing: `));
    },
  );

  test("an address for migrations alone", () => {
    expect(sentence({ MIGRATION_DATABASE_URL: server.DATABASE_URL })).toMatch(
      /^The setting DATABASE_URL is missing/,
    );
  });
});

test("without demo mode signatures travel encrypted, except on this machine", () => {
  expect(sentence({ ...live, COUNTERSIGN_URL: "http://sign.example.org" })).toMatch(
    /COUNTERSIGN_URL must begin with https/,
  );
  expect(sentence({ ...live, COUNTERSIGN_URL: "http://localhost:3000" })).toBe("accepted");
});
