import { expect, expectTypeOf, it } from "vitest";
import type { ProcedurePath } from "../procedure-paths.ts";
import { PROCEDURE_SCOPES, scopeOfProcedure } from "./procedure-scopes.ts";

it("names every procedure, and no other: one that is missing does not compile here", () => {
  expectTypeOf<keyof typeof PROCEDURE_SCOPES>().toEqualTypeOf<ProcedurePath>();
  expect(Object.keys(PROCEDURE_SCOPES)).toContain("apiKeys.list");
});

it("gives no scope to a path that is no procedure's", () => {
  for (const path of ["apiKeys", "apiKeys.lists", "constructor", ""]) expect(scopeOfProcedure(path)).toBeNull();
});
