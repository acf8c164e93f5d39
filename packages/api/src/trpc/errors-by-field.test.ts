import { expect, test } from "vitest";
import { z } from "zod";
import { errorsByField, sentenceOf } from "./errors-by-field.ts";

const SECRET_LIKE = `exc_${"a1B2".repeat(12)}x`;
const UNKNOWN_FIELD = "There is a field here that this does not take. Check how the fields are named.";
const schema = z.strictObject({
  name: z.string().optional(),
  parts: z.array(z.strictObject({ size: z.number() })).optional(),
  labels: z.record(z.string(), z.string()).optional(),
});

function problemsOf(input: unknown) {
  const { error } = schema.safeParse(input);
  if (error === undefined) throw new Error("nothing is wrong with it");
  return errorsByField(error);
}

test("problems are listed by our own names of fields, and positions in lists", () => {
  expect(Object.keys(problemsOf({ name: 7, parts: [{ size: 1 }, { size: "x" }] }))).toEqual(["name", "parts.1.size"]);
});

test("a field that is missing is said to be required, of any type, and a field of another type is not", () => {
  const types = { a: z.string(), b: z.number(), c: z.array(z.string()), d: z.object({}), e: z.boolean(), f: z.date() };
  const { error } = z.object(types).safeParse({});
  const required = ["This field is required."];
  const fields = { a: required, b: required, c: required, d: required, e: required, f: required };
  expect(errorsByField(error!)).toEqual(fields);
  expect(problemsOf({ name: 7 })).toEqual({ name: ["Invalid input: expected string, received number"] });
  expect(problemsOf(undefined)).toEqual({ "": [expect.stringContaining("expected object")] });
});

test("names that the caller made up are not repeated", () => {
  expect(problemsOf({ [SECRET_LIKE]: 1 })).toEqual({ "": [UNKNOWN_FIELD] });
  const many = Object.fromEntries(Array.from({ length: 3_000 }, (_, index) => [`k${index}`, 1]));
  expect(problemsOf(many)).toEqual({ "": [UNKNOWN_FIELD] });
  expect(problemsOf({ labels: { [SECRET_LIKE]: 1 } })).toEqual({ labels: [expect.any(String)] });
});

test("of many problems ten are listed, each in at most 200 characters", () => {
  const problems = problemsOf({ parts: Array.from({ length: 5_000 }, () => ({ size: "x" })) });
  expect(Object.keys(problems)).toHaveLength(10);
  const long = z.object({ a: z.string().regex(/^x$/, "y".repeat(5_000)) }).safeParse({ a: "" });
  expect(sentenceOf(errorsByField(long.error!)).length).toBeLessThanOrEqual("a: ".length + 200);
});
