import { expect, it } from "vitest";
import { readLastAccepted, writeLastAccepted } from "./last-accepted.ts";

const ORGANIZATION = "org_01jx5v7m2q8r9s0t1v2w3x4y5z";
const KEY = "key_01jx5v7m2q8r9s0t1v2w3x4y5z";

it("reads what it has written", () => {
  const lastAccepted = { organizationId: ORGANIZATION, keyId: KEY };
  expect(readLastAccepted(writeLastAccepted(lastAccepted) ?? "")).toEqual(lastAccepted);
});

it.each([
  undefined,
  "",
  ORGANIZATION,
  `${ORGANIZATION}/`,
  `${KEY}/${ORGANIZATION}`,
  `${ORGANIZATION}/${KEY}/`,
  `${ORGANIZATION}/${KEY}\n`,
  `${ORGANIZATION.toUpperCase()}/${KEY}`,
  [`${ORGANIZATION}/${KEY}`],
])("takes %j for nothing", (text) => {
  expect(readLastAccepted(text)).toBeNull();
});

it("writes nothing of ids that could break a header", () => {
  expect(writeLastAccepted({ organizationId: `${ORGANIZATION}\r\nx: y`, keyId: KEY })).toBeNull();
});
