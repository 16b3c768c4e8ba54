import { expect, test } from "vitest";
import { matchSeries } from "./match-series.ts";

const staff = { key: "staff", audience: ["staff"] };
const pupils = { key: "pupils", audience: ["pupil"] };
const keys = (...found: ({ key: string } | null)[]) => found.map((one) => one?.key ?? null);

test("an agreement is the same one by its key, then by its audience, then as the last one left", () => {
  expect(keys(...matchSeries([staff, pupils], [pupils, staff]))).toEqual(["pupils", "staff"]);
  const renamed = { key: "agreement-for-staff", audience: ["staff"] };
  expect(keys(...matchSeries([staff, pupils], [renamed, pupils]))).toEqual(["staff", "pupils"]);
  const widened = { key: "adults", audience: ["staff", "volunteer"] };
  expect(keys(...matchSeries([staff, pupils], [widened, pupils]))).toEqual(["staff", "pupils"]);
});

test("what could be either is neither", () => {
  const seniors = { key: "seniors", audience: ["pupil"] };
  const juniors = { key: "juniors", audience: ["pupil"] };
  expect(keys(...matchSeries([staff, pupils], [seniors, juniors, staff]))).toEqual([null, null, "staff"]);
  expect(keys(...matchSeries([], [staff]))).toEqual([null]);
});
