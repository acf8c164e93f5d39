import { expect, it } from "vitest";
import { currentSession, hasSessionEnded, noteSessionBegun, noteSessionEnded } from "./session-state.ts";

it("takes a refusal for the end of the session that was asked in, not of one begun meanwhile", () => {
  const before = currentSession();
  noteSessionEnded(before);
  expect(hasSessionEnded()).toBe(true);
  noteSessionBegun();
  noteSessionEnded(before);
  expect(hasSessionEnded()).toBe(false);
  noteSessionEnded(currentSession());
  expect(hasSessionEnded()).toBe(true);
});
