/** Letters and digits without I, L, O, U, 0 and 1, which are misread for each other or for words. */
export const CODE_ALPHABET = "ABCDEFGHJKMNPQRSTVWXYZ23456789";
/** 30 to the power of 10: 49 bits. */
export const CODE_LENGTH = 10;

export const DEFAULT_CODE_MINUTES = 15;
export const MAX_CODE_MINUTES = 7 * 24 * 60;
export const MAX_CODE_USES = 10_000;

const SHAPE = new RegExp(`^[${CODE_ALPHABET}]{${CODE_LENGTH}}$`);

/**
 * Reads a code as a person or a file gives it: case, spaces and hyphens don't matter.
 * @returns the code, or null for anything that can't be one.
 */
export function parseCode(text: string): string | null {
  const code = text.toUpperCase().replaceAll(/[\s\p{Pd}]/gu, "");
  return SHAPE.test(code) ? code : null;
}

/** A code as people read it: two halves. */
export function showCode(code: string): string {
  return `${code.slice(0, CODE_LENGTH / 2)}-${code.slice(CODE_LENGTH / 2)}`;
}

/**
 * Makes a code of random bytes.
 * @param randomByte gives one byte at a time; those that would make some symbols likelier than others are passed over.
 */
export function formatCode(randomByte: () => number): string {
  const usable = 256 - (256 % CODE_ALPHABET.length);
  let code = "";
  while (code.length < CODE_LENGTH) {
    const byte = randomByte();
    if (byte < usable) code += CODE_ALPHABET.charAt(byte % CODE_ALPHABET.length);
  }
  return code;
}

const NUMBER = "{n}";

/** Whether a text is a pattern for the names of a fleet: it has one `{n}`, and with a number there it is a name. */
export function isNamePattern(pattern: string): boolean {
  return pattern.split(NUMBER).length === 2 && /^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/.test(nameOf(pattern, MAX_CODE_USES));
}

/** The name with a number in the place of `{n}`. */
export function nameOf(pattern: string, number: number): string {
  return pattern.replace(NUMBER, String(number));
}

export const CODE_STATUSES = ["open", "used", "expired", "revoked"] as const;
export type CodeStatus = (typeof CODE_STATUSES)[number];

interface CodeFacts {
  readonly revokedAt: Date | null;
  readonly expiresAt: Date;
  readonly uses: number;
  readonly maxUses: number;
}

/** Status is computed at every look: `revoked` wins over `used`, that over `expired`. */
export function codeStatus(code: CodeFacts, now: Date): CodeStatus {
  if (code.revokedAt !== null) return "revoked";
  if (code.uses >= code.maxUses) return "used";
  return code.expiresAt <= now ? "expired" : "open";
}

/** What is known of a code that a host presents. */
export interface PresentedCode extends CodeFacts {
  readonly organizationDeactivatedAt: Date | null;
  /** The one executor that may be enrolled; null: any host. */
  readonly executorName: string | null;
  readonly namePattern: string | null;
  readonly executorKind: string | null;
}

export type EnrolmentVerdict =
  /** The name is given by the code or the host; null: the next of the pattern. */
  | { readonly kind: "enrol"; readonly name: string | null }
  /** Another host has used this code, which is good once. */
  | { readonly kind: "reused" }
  | { readonly kind: "invalid" };

/**
 * Judges a code that no host with this secret has used. A used code that was good once has a verdict of its own,
 * because this host and the earlier one both have the whole code: it was meant for only one of them.
 */
export function judgeEnrolment(
  code: PresentedCode,
  request: { readonly name: string | undefined; readonly kind: string },
  now: Date,
): EnrolmentVerdict {
  if (code.organizationDeactivatedAt !== null) return { kind: "invalid" };
  if (code.maxUses === 1 && code.uses === 1) return { kind: "reused" };
  if (codeStatus(code, now) !== "open") return { kind: "invalid" };
  if (code.executorKind !== null && code.executorKind !== request.kind) return { kind: "invalid" };
  if (code.namePattern !== null) return { kind: "enrol", name: null };
  if (code.executorName === null) {
    return request.name === undefined ? { kind: "invalid" } : { kind: "enrol", name: request.name };
  }
  const isForIt = request.name === undefined || request.name === code.executorName;
  return isForIt ? { kind: "enrol", name: code.executorName } : { kind: "invalid" };
}
