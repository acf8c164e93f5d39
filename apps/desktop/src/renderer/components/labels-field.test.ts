import { expect, it } from "vitest";
import { labelsTyped, typedLabels } from "./labels-field.ts";

it("reads labels with spaces or commas between, and writes them back", () => {
  const labels = { "example.com/team": "edge", env: "prod" };
  expect(labelsTyped.parse(" env=prod,  example.com/team=edge ")).toEqual(labels);
  expect(labelsTyped.parse(typedLabels(labels))).toEqual(labels);
  expect(labelsTyped.parse("")).toEqual({});
});

it("says which label is wrong, and how many there may be", () => {
  expect(labelsTyped.safeParse("env=prod team").error?.issues[0]?.message).toMatch(/^team: Write a label as/);
  const many = Array.from({ length: 21 }, (_, n) => `l${n}=`).join(" ");
  expect(labelsTyped.safeParse(many).success).toBe(false);
});
