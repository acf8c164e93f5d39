import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  CODE_ALPHABET,
  codeStatus,
  formatCode,
  isNamePattern,
  judgeEnrolment,
  nameOf,
  parseCode,
  showCode,
  type PresentedCode,
} from "./enrolment-code.ts";

const now = new Date("2026-06-01T12:00:00.000Z");
const shifted = (ms: number) => new Date(now.getTime() + ms);

describe("a code", () => {
  it("is of 30 symbols that are not misread for each other", () => {
    expect(CODE_ALPHABET).toHaveLength(30);
    expect(CODE_ALPHABET).not.toMatch(/[ILOU01]/);
  });

  it("is read as it is shown, in any case, with or without its hyphen, by every sequence of random bytes", () => {
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 100, maxLength: 100 }), (bytes) => {
        let next = 0;
        const code = formatCode(() => bytes[next++] ?? 0);
        expect(parseCode(showCode(code))).toBe(code);
        expect(parseCode(` ${showCode(code).toLowerCase().replace("-", " ")}\n`)).toBe(code);
      }),
    );
  });

  it("makes no symbol likelier than another: bytes above the last whole round are passed over", () => {
    const bytes = [255, 240, 239, 0, ...Array.from({ length: 8 }, () => 1)];
    expect(formatCode(() => bytes.shift() ?? 0)).toBe("9ABBBBBBBB");
  });

  it.each(["", "AAAAA", "AAAAA-AAAAI", "AAAAA-AAAA0", "AAAAA-AAAAAA", "AAAAA_AAAAA"])("is not %j", (text) => {
    expect(parseCode(text)).toBeNull();
  });
});

describe("a pattern of names", () => {
  it.each(["web-{n}", "{n}", "a.{n}.b", `${"w".repeat(59)}{n}`])("may be %s", (pattern) => {
    expect(isNamePattern(pattern)).toBe(true);
  });

  it.each(["web", "{n}-{n}", "-{n}", "web {n}", `${"w".repeat(60)}{n}`, "{N}"])("is not %s", (pattern) => {
    expect(isNamePattern(pattern)).toBe(false);
  });

  it("has the number in its place", () => {
    expect(nameOf("web-{n}.eu", 12)).toBe("web-12.eu");
  });
});

const open: PresentedCode = {
  revokedAt: null,
  expiresAt: shifted(1),
  uses: 0,
  maxUses: 1,
  organizationDeactivatedAt: null,
  executorName: "edge-1",
  namePattern: null,
  executorKind: null,
};
const fleet = { ...open, executorName: null, maxUses: 3 };

it.each([
  { code: open, status: "open" },
  { code: { ...open, expiresAt: now }, status: "expired" },
  { code: { ...open, uses: 1, expiresAt: now }, status: "used" },
  { code: { ...open, uses: 1, revokedAt: now }, status: "revoked" },
] as const)("is $status", ({ code, status }) => {
  expect(codeStatus(code, now)).toBe(status);
});

describe("a host that presents a code", () => {
  const agent = { name: "edge-1", kind: "agent" } as const;
  const enrol = (name: string | null) => ({ kind: "enrol", name });
  it.each([
    { what: "its name", code: open, asks: agent, verdict: enrol("edge-1") },
    { what: "no name", code: open, asks: { ...agent, name: undefined }, verdict: enrol("edge-1") },
    { what: "another name", code: open, asks: { ...agent, name: "edge-2" }, verdict: { kind: "invalid" } },
    { what: "another kind", code: { ...open, executorKind: "operator" }, asks: agent, verdict: { kind: "invalid" } },
    { what: "a used code", code: { ...open, uses: 1 }, asks: agent, verdict: { kind: "reused" } },
    {
      what: "a used code and another name",
      code: { ...open, uses: 1 },
      asks: { ...agent, name: "edge-2" },
      verdict: { kind: "reused" },
    },
    { what: "an expired code", code: { ...open, expiresAt: now }, asks: agent, verdict: { kind: "invalid" } },
    { what: "a revoked code", code: { ...open, revokedAt: now }, asks: agent, verdict: { kind: "invalid" } },
    {
      what: "a code of a deactivated organization",
      code: { ...open, organizationDeactivatedAt: now },
      asks: agent,
      verdict: { kind: "invalid" },
    },
    { what: "a fleet's code and its name", code: fleet, asks: agent, verdict: enrol("edge-1") },
    {
      what: "a fleet's code and no name",
      code: fleet,
      asks: { ...agent, name: undefined },
      verdict: { kind: "invalid" },
    },
    {
      what: "a fleet's code with a pattern",
      code: { ...fleet, namePattern: "web-{n}" },
      asks: agent,
      verdict: enrol(null),
    },
    { what: "a fleet's code that is used up", code: { ...fleet, uses: 3 }, asks: agent, verdict: { kind: "invalid" } },
  ])("with $what: $verdict.kind", ({ code, asks, verdict }) => {
    expect(judgeEnrolment(code, asks, now)).toEqual(verdict);
  });
});
