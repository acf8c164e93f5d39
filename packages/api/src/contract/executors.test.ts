import { describe, expect, it } from "vitest";
import { errorsByField } from "../trpc/errors-by-field.ts";
import { listEventsInput } from "./events.ts";
import { executorIdInput, listExecutorsInput } from "./executors.ts";

const keyId = "key_01jx5v7m2q8r9s0t1v2w3x4y5z";
const executorId = "exe_01jx5v7m2q8r9s0t1v2w3x4y5z";

describe("listing executors", () => {
  it.each([{}, { search: "edge" }, { online: true }, { online: false }, { cursor: null }, { limit: 200 }])(
    "%j is accepted as it is",
    (input) => {
      expect(listExecutorsInput.parse(input)).toEqual(input);
    },
  );

  it.each([
    { input: { search: "x".repeat(101) }, field: "search" },
    { input: { search: "a\0b" }, field: "search" },
    { input: { online: "true" }, field: "online" },
    { input: { cursor: "a".repeat(1_001) }, field: "cursor" },
    { input: { limit: 201 }, field: "limit" },
    { input: { sortBy: "name" }, field: "" },
  ])("$input is refused at '$field'", ({ input, field }) => {
    const { error } = listExecutorsInput.safeParse(input);
    expect(Object.keys(error === undefined ? {} : errorsByField(error))).toEqual([field]);
  });
});

describe("an executor's id", () => {
  it("is not a key's", () => {
    expect(executorIdInput.safeParse({ id: executorId }).success).toBe(true);
    expect(executorIdInput.safeParse({ id: keyId }).success).toBe(false);
  });
});

describe("listing events", () => {
  it.each([
    {},
    { executorId },
    { type: "executor.rebound" },
    { level: "warning" },
    { limit: 1, cursor: "WzEsImV2dF8xIl0" },
  ])("%j is accepted as it is", (input) => {
    expect(listEventsInput.parse(input)).toEqual(input);
  });

  it.each([
    { input: { executorId: keyId }, field: "executorId" },
    { input: { type: "executor.exploded" }, field: "type" },
    { input: { level: "error" }, field: "level" },
    { input: { limit: 0 }, field: "limit" },
    { input: { organizationId: "org_1" }, field: "" },
  ])("$input is refused at '$field'", ({ input, field }) => {
    const { error } = listEventsInput.safeParse(input);
    expect(Object.keys(error === undefined ? {} : errorsByField(error))).toEqual([field]);
  });
});
