import { expect, test } from "vitest";
import { networkKey, networkOf } from "./network.ts";

const of = (forwarded?: string) => networkOf(new Headers(forwarded ? { "x-forwarded-for": forwarded } : {}));

test("a network is what the nearest server wrote last, whatever the sender wrote before it", () => {
  expect(of("198.51.100.7")).toBe("198.51.100.7");
  expect(of("203.0.113.1, 10.0.0.1, 198.51.100.7")).toBe("198.51.100.7");
  expect(of("198.51.100.7:50412")).toBe("198.51.100.7");
  expect(of("::ffff:198.51.100.7")).toBe("198.51.100.7");
  expect(of()).toBe("");
  expect(of("somebody")).toBe("");
});

test("of version 6 a site is one network, however it writes its addresses", () => {
  const one = of("2001:db8:0a::1");
  expect(one).toBe("2001:db8:a");
  expect(of("2001:0db8:a:ffff:1:2:3:4")).toBe(one);
  expect(of("[2001:db8:a::9]:443")).toBe(one);
  expect(of("2001:db8:b::1")).not.toBe(one);
  expect(of("::1")).toBe("0:0:0");
});

test("a kept network says nothing and can be compared only where it was kept", () => {
  const key = networkKey("198.51.100.7", "one session");
  expect(key).toMatch(/^[0-9a-f]{32}$/);
  expect(networkKey("198.51.100.7", "one session")).toBe(key);
  expect(networkKey("198.51.100.7", "another session")).not.toBe(key);
});
