import { createCodeInput } from "@excalibur/api/contract";
import { expect, it } from "vitest";
import { EMPTY_FLEET_CODE, firstNameOf, fleetCodeForm, toFleetCodeInput } from "./fleet-code-form.ts";

it("makes of what was typed an input that the server takes", () => {
  const typed = { ...EMPTY_FLEET_CODE, hosts: " 300 ", hours: "24", days: "90", labels: "env=prod site=fra1" };
  const input = toFleetCodeInput(fleetCodeForm.parse(typed));
  expect(input).toEqual({
    namePattern: "web-{n}",
    maxUses: 300,
    expiresInMinutes: 1_440,
    keyExpiresInDays: 90,
    labels: { env: "prod", site: "fra1" },
  });
  expect(createCodeInput.safeParse(input).success).toBe(true);
  const own = toFleetCodeInput(fleetCodeForm.parse({ ...typed, names: "own", pattern: "no pattern", labels: "" }));
  expect(own).toEqual({ maxUses: 300, expiresInMinutes: 1_440, keyExpiresInDays: 90 });
});

it.each([
  ["pattern", "web"],
  ["pattern", "web-{n}-{n}"],
  ["hosts", "0"],
  ["hosts", "10001"],
  ["hosts", "many"],
  ["hours", "169"],
  ["hours", ""],
  ["days", "0"],
  ["labels", "no label"],
])("says what is wrong beside the field: %s %j", (field, text) => {
  const checked = fleetCodeForm.safeParse({ ...EMPTY_FLEET_CODE, [field]: text });
  expect(checked.error?.issues.map(({ path }) => path[0])).toEqual([field]);
});

it("shows the first name that a pattern makes", () => {
  expect(firstNameOf("web-{n}")).toBe("web-1");
  expect(firstNameOf("web")).toBeNull();
  expect(firstNameOf("{n} web")).toBeNull();
});
