import { syncInput } from "@excalibur/api/contract";
import fc from "fast-check";
import { expect, test } from "vitest";
import { isKind, nameProblem, shortLineProblem } from "./input-rules.ts";

const GOOD = { name: "prod-1", kind: "agent", version: "1" };

function serverTakes(change: Record<string, string>): boolean {
  return syncInput.safeParse({ ...GOOD, ...change }).success;
}

const text = fc.oneof(
  fc.string({ maxLength: 80 }),
  fc.string({ unit: "binary", maxLength: 5 }),
  fc.stringMatching(/^[A-Za-z0-9._-]{0,70}$/),
  fc.nat(300).map((length) => "x".repeat(length)),
);

test("a name passes here exactly if it passes at the server", () => {
  fc.assert(fc.property(text, (name) => (nameProblem(name) === null) === serverTakes({ name })));
});

test("a host passes here exactly if it passes at the server", () => {
  fc.assert(fc.property(text, (host) => (shortLineProblem(host) === null) === serverTakes({ host })));
});

test("a kind passes here exactly if it passes at the server", () => {
  for (const kind of ["agent", "operator", "Agent", "", "constructor"])
    expect(isKind(kind)).toBe(serverTakes({ kind }));
});

test("an organization that passes here passes at the server", () => {
  fc.assert(
    fc.property(text, (organization) => shortLineProblem(organization) !== null || serverTakes({ organization })),
  );
});
