import { expect, test } from "vitest";
import { managementKeyForm, STARTING_VALUES, toCreateInput } from "./management-key-form.ts";

const filled = { ...STARTING_VALUES, name: "deploy", scopes: ["keys:read" as const] };

test("what is typed becomes what the server takes", () => {
  const typed = { ...filled, cidrs: " 203.0.113.0/24, 2001:db8::/32\n10.0.0.0/8 ", days: " 30 " };
  expect(toCreateInput(managementKeyForm.parse(typed))).toEqual({
    name: "deploy",
    scopes: ["keys:read"],
    cidrs: ["203.0.113.0/24", "2001:db8::/32", "10.0.0.0/8"],
    expiresInDays: 30,
  });
  expect(toCreateInput(managementKeyForm.parse(filled))).toMatchObject({ cidrs: [], expiresInDays: 90 });
});

test.each([
  ["no scope", { scopes: [] }, "scopes", "Choose at least one scope."],
  ["a range that is none", { cidrs: "10.0.0.0/8 10.0.0.0" }, "cidrs", /^10\.0\.0\.0: An address range such as/],
  ["no days", { days: "" }, "days", "Expiry is a whole number of days."],
  ["words for days", { days: "soon" }, "days", "Expiry is a whole number of days."],
  ["too many days", { days: "366" }, "days", "A management key is good for at most 365 days."],
])("%s is shown beside the field", (_, wrong, field, words) => {
  const { error } = managementKeyForm.safeParse({ ...filled, ...wrong });
  expect(error?.issues).toMatchObject([{ path: [field], message: expect.stringMatching(words) }]);
});
