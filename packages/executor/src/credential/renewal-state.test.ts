import { expect, test } from "vitest";
import { FIRST_KEY, SECOND_KEY, THIRD_KEY } from "../../test/keys.ts";
import { hashOf } from "./candidate-file.ts";
import { keyInUse, mergeStored, readRenewalState, renews, withCandidate, writeRenewalState } from "./renewal-state.ts";

const source = hashOf(FIRST_KEY);
const renewed = { source, key: SECOND_KEY, next: null, accepted: "org_1/key_2" };
const asked = { source, key: null, next: SECOND_KEY, accepted: null };

test.each([renewed, asked, { ...renewed, next: THIRD_KEY }])("is read as it was written: %#", (state) => {
  expect(readRenewalState(`${writeRenewalState(state)}\n`)).toEqual(state);
});

test.each(["", "\0\0", FIRST_KEY, `key ${SECOND_KEY}`])("of %j nothing is read", (text) => {
  expect(readRenewalState(text)).toBeNull();
});

test("the renewed key is in use while the source holds the key that it descends from, and no other", () => {
  expect(keyInUse(renewed, FIRST_KEY)).toBe(SECOND_KEY);
  expect(keyInUse(renewed, THIRD_KEY)).toBe(THIRD_KEY);
  expect(keyInUse(asked, FIRST_KEY)).toBe(FIRST_KEY);
  expect(keyInUse(null, FIRST_KEY)).toBe(FIRST_KEY);
});

test("a secret renews the key that was in use when it was made", () => {
  expect([renews(asked, FIRST_KEY), renews(asked, SECOND_KEY)]).toEqual([true, false]);
  expect([renews(renewed, FIRST_KEY), renews(renewed, SECOND_KEY)]).toEqual([false, true]);
});

test("a renewal after the source was changed descends from what the source holds then", () => {
  const accepted = "org_1/key_3";
  expect(withCandidate(renewed, SECOND_KEY, { candidate: THIRD_KEY, accepted })).toEqual({
    ...renewed,
    next: THIRD_KEY,
    accepted,
  });
  expect(withCandidate(renewed, THIRD_KEY, { candidate: SECOND_KEY, accepted })).toEqual({
    source: hashOf(THIRD_KEY),
    key: null,
    next: SECOND_KEY,
    accepted,
  });
});

test("what is stored does not undo what this process knows to have been taken into use", () => {
  expect(mergeStored(renewed, asked)).toEqual(renewed);
  expect(mergeStored(renewed, { ...renewed, next: THIRD_KEY })).toMatchObject({ next: THIRD_KEY });
  expect(mergeStored(renewed, { ...asked, next: THIRD_KEY })).toEqual(renewed);
  expect(mergeStored(null, asked)).toEqual(asked);
  expect(mergeStored(asked, null)).toEqual(asked);
});
