import { foldName } from "./key-name.ts";

/**
 * A text that stands in the order of names where people expect the name: `n17` before `n101`. Compared character by character.
 * Each number is written without leading zeros, behind the count of its digits. The database has the same rule for rows from
 * before (`natural_order` of the migrations); a change of this one needs a migration.
 */
export function naturalOrder(name: string): string {
  return orderOfNumbers(foldName(name));
}

/** Items in the natural order of their names: for a list that is read whole. One that is read page by page has the order in a column. */
export function inNaturalOrder<Item>(items: readonly Item[], nameOf: (item: Item) => string): Item[] {
  return items
    .map((item) => ({ item, name: nameOf(item), order: naturalOrder(nameOf(item)) }))
    .toSorted((one, other) => compare(one.order, other.order) || compare(one.name, other.name))
    .map(({ item }) => item);
}

/**
 * The same for versions, in the order of semantic versioning: `1.9.0` before `1.10.0-rc.1` before `1.10.0`. A leading `v` and
 * what follows `+` count for nothing. What does not begin with a number stands before all that does.
 */
export function versionOrder(version: string): string {
  const counted = foldName(version)
    .replace(/\+.*$/s, "")
    .replace(/^v(?=[0-9])/, "");
  const order = `${orderOfNumbers(counted.replace("-", "!"))}#`;
  return /^[0-9]/.test(counted) ? order : ` ${order}`;
}

function orderOfNumbers(text: string): string {
  return text.replaceAll(/0*([0-9]+)/g, (_, digits: string) => `${String(digits.length).padStart(2, "0")}${digits}`);
}

function compare(one: string, other: string): number {
  if (one === other) return 0;
  return one < other ? -1 : 1;
}
