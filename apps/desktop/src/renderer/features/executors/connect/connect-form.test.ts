import { connectExecutorInput, createCodeInput } from "@excalibur/api/contract";
import { expect, it } from "vitest";
import { connectFieldErrors, connectForm, EMPTY_CONNECTION, toCodeInput, toConnectInput } from "./connect-form.ts";

it.each([
  [
    { name: " prod-1 ", days: "" },
    { place: "bareMetal", name: "prod-1", expiresInDays: null },
  ],
  [
    { name: "eu.3", days: " 30 ", place: "docker" },
    { place: "docker", name: "eu.3", expiresInDays: 30 },
  ],
] as const)("sends what was filled in as %j", (values, input) => {
  const checked = connectForm.parse({ ...EMPTY_CONNECTION, ...values });
  expect(toConnectInput(checked)).toEqual(input);
  expect(connectExecutorInput.safeParse(toConnectInput(checked)).success).toBe(true);
});

it.each(["", "prod 1", "-prod", "مفتاح", "x".repeat(65)])("takes no name an executor could not have: %j", (name) => {
  expect(connectForm.safeParse({ ...EMPTY_CONNECTION, name }).success).toBe(false);
});

it.each(["0", "1.5", "3651", "soon"])("takes no expiry the server would refuse: %j", (days) => {
  expect(connectForm.safeParse({ ...EMPTY_CONNECTION, name: "prod-1", days }).success).toBe(false);
});

it("puts a name that is taken, and what the server says of fields, beside the field", () => {
  const refused = { kind: "refused", message: "It is taken.", fieldErrors: null } as const;
  expect(connectFieldErrors({ ...refused, reason: "executor_exists" })).toEqual([["name", "It is taken."]]);
  expect(
    connectFieldErrors({ ...refused, reason: "invalid_input", fieldErrors: { expiresInDays: ["No.", "Really."] } }),
  ).toEqual([["days", "No. Really."]]);
  expect(connectFieldErrors({ ...refused, reason: "not_permitted" })).toEqual([]);
});

it("asks for a code where the host makes the key", () => {
  const checked = connectForm.parse({ ...EMPTY_CONNECTION, name: "prod-1", days: "30", by: "host" });
  expect(toCodeInput(checked)).toEqual({ name: "prod-1", keyExpiresInDays: 30 });
  expect(createCodeInput.safeParse(toCodeInput(checked)).success).toBe(true);
});
