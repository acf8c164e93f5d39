import { expect, it } from "vitest";
import { actsBeginningWith, readAct } from "./acts.ts";

it.each([
  ["revoke prod", { act: "revoke", search: "prod" }],
  ["  Revoke   prod  eu ", { act: "revoke", search: "prod eu" }],
  ["rotate ", { act: "rotate", search: "" }],
  ["new key for edge-1", { act: "new key for", search: "edge-1" }],
  ["revoke", null],
  ["revoker", null],
  ["new key", null],
  ["prod revoke", null],
])("reads %j as the act that it begins with, and what is to be found", (typed, expected) => {
  expect(readAct(typed)).toEqual(expected);
});

it.each([
  ["", []],
  ["r", ["revoke", "rotate"]],
  ["Rev", ["revoke"]],
  ["revoke", ["revoke"]],
  ["revoke p", []],
  ["new  key", ["new key for"]],
])("offers for %j the acts that begin so", (typed, expected) => {
  expect(actsBeginningWith(typed)).toEqual(expected);
});
