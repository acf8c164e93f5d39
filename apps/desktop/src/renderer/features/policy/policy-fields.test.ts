import { LABEL_PROBLEMS } from "@excalibur/api/contract";
import { expect, it } from "vitest";
import { policyFieldErrors, policyForm, toValues } from "./policy-fields.ts";

const OFF = { longestLifeDays: null, defaultLifeDays: null, renewAtPercent: null, unusedDays: null, exemptLabel: null };

it("shows a policy as it reads it back, nothing as empty", () => {
  const policy = { ...OFF, longestLifeDays: 90, renewAtPercent: 70 };
  expect(toValues(policy)).toEqual({
    longestLifeDays: "90",
    defaultLifeDays: "",
    renewAtPercent: "70",
    unusedDays: "",
    exemptLabel: "",
  });
  expect(policyForm.parse(toValues(policy))).toEqual(policy);
});

it.each([
  { field: "longestLifeDays", text: "0", problem: "A key lives for at least one day." },
  { field: "longestLifeDays", text: "4000", problem: "At most 3650 days." },
  { field: "unusedDays", text: "7", problem: "At least 8 days: an event says so 7 days before." },
  {
    field: "renewAtPercent",
    text: "99",
    problem: "At most 95 %: a host that is away for a while must still have time.",
  },
  { field: "exemptLabel", text: "exempt", problem: LABEL_PROBLEMS.form },
  { field: "renewAtPercent", text: "half", problem: "A percentage is a whole number." },
])("refuses $text as $field in words, beside the field", ({ field, text, problem }) => {
  const { error } = policyForm.safeParse({ ...toValues(OFF), [field]: text });
  expect(error?.issues).toMatchObject([{ path: [field], message: problem }]);
});

it("refuses a default life that is longer than the longest, as the server does", () => {
  const { error } = policyForm.safeParse({ ...toValues(OFF), longestLifeDays: "30", defaultLifeDays: "31" });
  expect(error?.issues).toMatchObject([{ path: ["defaultLifeDays"] }]);
  const fieldErrors = { defaultLifeDays: ["Too long."] };
  expect(policyFieldErrors({ kind: "refused", reason: "invalid_input", message: "", fieldErrors })).toEqual([
    ["defaultLifeDays", "Too long."],
  ]);
});
