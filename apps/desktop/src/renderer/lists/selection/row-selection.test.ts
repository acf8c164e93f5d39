import { expect, it } from "vitest";
import { RowSelection } from "./row-selection.ts";

const ROWS = ["a", "b", "c", "d", "e"];
const idAt = (index: number) => ROWS[index];
const selected = (selection: RowSelection) => [...selection.ids()].toSorted();

it("a row is selected, and taken out again", () => {
  const selection = new RowSelection();
  selection.toggle("b", 1);
  selection.toggle("d", 3);
  selection.toggle("b", 1);
  expect(selected(selection)).toEqual(["d"]);
});

it("a range goes from the row chosen last, in either direction, and keeps what is selected elsewhere", () => {
  const selection = new RowSelection();
  selection.toggle("a", 0);
  selection.toggle("e", 4);
  selection.extendTo(2, idAt);
  expect(selected(selection)).toEqual(["a", "c", "d", "e"]);
});

it("a range leaves out rows that are not here yet, and is one row where none was chosen before", () => {
  const selection = new RowSelection();
  selection.extendTo(1, idAt);
  expect(selected(selection)).toEqual(["b"]);
  selection.extendTo(4, (index) => (index === 3 ? undefined : idAt(index)));
  expect(selected(selection)).toEqual(["b", "c", "e"]);
});

it("notifies its subscribers of a change, and no longer those that have unsubscribed", () => {
  const selection = new RowSelection();
  let changes = 0;
  const leave = selection.subscribe(() => (changes += 1));
  selection.set(["a", "b"]);
  const before = selection.ids();
  expect(selection.ids()).toBe(before);
  leave();
  selection.set([]);
  expect(changes).toBe(1);
  expect(selected(selection)).toEqual([]);
});
