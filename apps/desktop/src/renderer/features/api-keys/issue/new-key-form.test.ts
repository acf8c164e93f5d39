import { createKeyInput, type ExecutorView } from "@excalibur/api/contract";
import { expect, it } from "vitest";
import {
  EMPTY_NEW_KEY,
  fieldErrorsOf,
  nameForExecutor,
  newKeyForm,
  startingValues,
  toCreateInput,
} from "./new-key-form.ts";

const executor: ExecutorView = {
  id: "exe_01hzzzzzzzzzzzzzzzzzzzzzzz",
  name: "prod-1",
  kind: "agent",
  note: "",
  labels: {},
  version: "1",
  host: null,
  state: "online",
  refusal: null,
  online: true,
  onlineSince: null,
  firstSeenAt: new Date(0),
  lastSeenAt: new Date(0),
  boundKey: { id: "key_01hzzzzzzzzzzzzzzzzzzzzzzz", name: "old", status: "active", renewedAt: null },
  pendingKey: null,
  renewal: null,
  instances: [],
};

it("starts filled in for the executor it is opened for", () => {
  expect(startingValues(null)).toEqual(EMPTY_NEW_KEY);
  expect(startingValues(executor)).toEqual({ ...EMPTY_NEW_KEY, kind: "executor", executor, name: "prod-1" });
});

const filled = { ...EMPTY_NEW_KEY, name: " prod " };

it("makes an input that the server takes", () => {
  const forNew = toCreateInput(newKeyForm.parse(filled));
  expect(forNew).toEqual({ name: "prod", target: { kind: "newExecutor" }, expiresInDays: null });
  const forExisting = toCreateInput(
    newKeyForm.parse({ ...filled, kind: "executor", executor, revokePrevious: true, days: " 90 " }),
  );
  expect(forExisting).toEqual({
    name: "prod",
    target: { kind: "executor", executorId: executor.id, revokePrevious: true },
    expiresInDays: 90,
  });
  for (const input of [forNew, forExisting]) expect(createKeyInput.safeParse(input).success).toBe(true);
});

it("asks for no revocation where there is no previous key", () => {
  const values = {
    ...filled,
    kind: "executor" as const,
    executor: { ...executor, boundKey: null },
    revokePrevious: true,
  };
  expect(toCreateInput(newKeyForm.parse(values)).target).toMatchObject({ revokePrevious: false });
});

it.each(["0", "-1", "1.5", "3651", "ten", "1e9"])("refuses %s days in words, beside the field", (days) => {
  const { error } = newKeyForm.safeParse({ ...filled, days });
  expect(error?.issues[0]?.path).toEqual(["days"]);
  expect(error?.issues[0]?.message).toMatch(/day/);
});

it("asks which executor when none is chosen", () => {
  const { error } = newKeyForm.safeParse({ ...filled, kind: "executor" });
  expect(error?.issues[0]).toMatchObject({ path: ["executor"], message: "Choose the executor this key is for." });
});

it("cuts an executor's name to what a key may be called", () => {
  const name = nameForExecutor({ name: "a".repeat(64) });
  expect(newKeyForm.safeParse({ ...filled, name }).success).toBe(true);
});

it("puts the server's errors beside the fields they are about", () => {
  const fieldErrors = { expiresInDays: ["Too long."], name: ["Too", "odd."], "": ["Whole."] };
  expect(fieldErrorsOf({ kind: "refused", reason: "invalid_input", message: "", fieldErrors })).toEqual([
    ["days", "Too long."],
    ["name", "Too odd."],
  ]);
  expect(fieldErrorsOf({ kind: "refused", reason: "executor_not_found", message: "Gone.", fieldErrors: null })).toEqual(
    [["executor", "Gone."]],
  );
  expect(fieldErrorsOf({ kind: "unreachable", cause: "refused" })).toEqual([]);
});
