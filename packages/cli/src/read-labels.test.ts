import { expect, test } from "vitest";
import { addLabel } from "./read-labels.ts";

test("labels are added one after the other, and none of them twice", () => {
  const both = addLabel("team=edge", addLabel("env=prod"));
  expect(both).toEqual({ env: "prod", team: "edge" });
  expect(() => addLabel("env=dev", both)).toThrow("The label env is given twice.");
  expect(() => addLabel("env")).toThrow("name=value");
});
