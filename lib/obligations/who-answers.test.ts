import { expect, test } from "vitest";
import { type Posts, whoAnswers } from "./who-answers.ts";

const posts: Posts = { heads: ["head"], chairs: ["chair"], administrators: ["ada"] };

test.each<[string, Partial<Posts>, string, string[]]>([
  ["a teacher's goes to the head", {}, "teacher", ["head"]],
  ["to all who share the post", { heads: ["head", "other"] }, "teacher", ["head", "other"]],
  ["the head's own goes to the chair", {}, "head", ["chair"]],
  ["and not to the other head", { heads: ["head", "other"] }, "head", ["chair"]],
  ["where nobody chairs, to administrators", { chairs: [] }, "head", ["ada"]],
  ["a head who chairs as well does not answer themself", { chairs: ["head"] }, "head", ["ada"]],
  [
    "nor one who is the administrator too",
    { chairs: [], administrators: ["head"], heads: ["head", "other"] },
    "head",
    ["other"],
  ],
  ["while the post is empty, administrators act", { heads: [] }, "teacher", ["ada"]],
  ["an administrator's own goes to the head", {}, "ada", ["head"]],
  ["with no head and no other administrator, to the chair", { heads: [] }, "ada", ["chair"]],
  ["the chair's own goes to the head", {}, "chair", ["head"]],
  ["with nobody at all it waits", { heads: [], chairs: [], administrators: [] }, "teacher", []],
])("%s", (_, changed, writer, expected) => {
  expect(whoAnswers({ ...posts, ...changed }, [writer])).toEqual(expected);
});
