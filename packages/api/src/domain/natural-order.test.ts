import { expect, test } from "vitest";
import { inNaturalOrder, naturalOrder, versionOrder } from "./natural-order.ts";

const sortedBy = (texts: readonly string[], order: (text: string) => string) =>
  texts.toSorted((a, b) => (order(a) < order(b) ? -1 : 1));

test.each([
  [["n1", "n2", "n17", "n101", "n101-a", "n101-b"]],
  [["eu-1-n9", "eu-1-n10", "eu-2-n1", "eu-10"]],
  [["1", "2", "10", "100", "a"]],
  [["web-00", "web-007", "web-8"]],
  [["Prod 2", "prod 10", "PROD 11"]],
  [["n99999999999999999998", "n99999999999999999999", "n100000000000000000000"]],
])("%j is in the order in which people expect the names", (names) => {
  expect(sortedBy(names.toReversed(), naturalOrder)).toEqual(names);
});

test("the same number has the same place however many zeros it begins with", () => {
  expect(naturalOrder("n007")).toBe(naturalOrder("N7"));
  expect(naturalOrder("n000")).toBe(naturalOrder("n0"));
});

test("items of a list come in natural order of their names; names that differ in letters' case alone always in the same order", () => {
  const items = ["n101", "N17", "n17", "n2", "n002"].map((name) => ({ name }));
  const names = (list: readonly { name: string }[]) => inNaturalOrder(list, ({ name }) => name).map(({ name }) => name);
  expect(names(items)).toEqual(["n002", "n2", "N17", "n17", "n101"]);
  expect(names(items.toReversed())).toEqual(names(items));
});

test("versions are in the order of semantic versioning, and what is no number comes first", () => {
  const versions = [
    "dev",
    "unknown-2",
    "0.0.7",
    "0.1.0-alpha",
    "0.1.0-alpha.2",
    "0.1.0-alpha.10",
    "0.1.0-beta",
    "0.1.0",
    "0.1.0.1",
    "0.9.12",
    "0.10.0",
    "1.0.0-rc.1",
    "1.0.0",
    "v2.0.0",
    "2026.11.28",
  ];
  expect(sortedBy(versions.toReversed(), versionOrder)).toEqual(versions);
  expect(versionOrder("v1.2.3+build.7")).toBe(versionOrder("1.2.3"));
});
