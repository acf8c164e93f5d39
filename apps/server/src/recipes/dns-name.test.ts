import { executorName } from "@excalibur/api/contract";
import fc from "fast-check";
import { expect, test } from "vitest";
import { dnsNameOf } from "./dns-name.ts";

/** What Kubernetes takes as a label, with what stands before it in every object's name. */
const LABEL = /^(?=.{1,63}$)[a-z0-9]([a-z0-9-]*[a-z0-9])?$/;

const names = fc.stringMatching(/^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/);

test("every name of an executor becomes a name that Kubernetes takes, and no two the same", () => {
  fc.assert(
    fc.property(names, names, (one, other) => {
      expect(executorName.safeParse(one).success).toBe(true);
      expect(`excalibur-${dnsNameOf(one)}`).toMatch(LABEL);
      if (one !== other) expect(dnsNameOf(one)).not.toBe(dnsNameOf(other));
    }),
  );
});

test.each([
  ["a.b", "a-b"],
  ["Edge", "edge"],
  ["a_b", "a.b"],
  ["a-", "a"],
  ["x".repeat(60), "x".repeat(61)],
])("%s and %s stay apart", (one, other) => {
  expect(dnsNameOf(one)).not.toBe(dnsNameOf(other));
});

test("a name that looks like what another one becomes does not meet it", () => {
  const taken = dnsNameOf("Edge.1");
  expect(taken).toMatch(/^edge-1-[0-9a-f]{12}$/);
  expect(dnsNameOf(taken)).not.toBe(taken);
});

test("a plain name stays as it is", () => {
  expect(dnsNameOf("prod-1")).toBe("prod-1");
});
