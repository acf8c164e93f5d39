import { z } from "zod";
import { holdsSecret, LOOKS_LIKE_A_KEY } from "../domain/shown-text.ts";

/** Bytes of JSON (UTF-8) that an executor's capabilities may have. */
export const MAX_CAPABILITIES_BYTES = 16 * 1024;

/** How deep arrays and objects may lie inside each other in them. */
export const MAX_CAPABILITIES_DEPTH = 32;

const LIMITS = `Capabilities have at most ${MAX_CAPABILITIES_BYTES} bytes of JSON, at most ${MAX_CAPABILITIES_DEPTH} levels deep.`;

/** Any JSON within the limits. They are looked at first, because checking JSON as such costs as much as it is large. */
export const capabilities = z
  .unknown()
  .refine(isWithinReach, { error: LIMITS, abort: true })
  .refine((value) => !mentionsSecret(value), { error: LOOKS_LIKE_A_KEY, abort: true })
  .pipe(z.json().refine((value) => utf8Length(JSON.stringify(value)) <= MAX_CAPABILITIES_BYTES, LIMITS));

/**
 * Whether a value can be walked at all. It gives up early: superjson lets one object or text stand in many places, so
 * that a small request can carry a value far too large to write down.
 */
function isWithinReach(value: unknown): boolean {
  let charactersLeft = MAX_CAPABILITIES_BYTES;
  const walk = (inner: unknown, level: number): boolean => {
    charactersLeft -= typeof inner === "string" ? inner.length : 1;
    if (charactersLeft < 0) return false;
    if (typeof inner !== "object" || inner === null) return true;
    if (level === MAX_CAPABILITIES_DEPTH) return false;
    return Object.entries(inner).every(([name, member]) => {
      if (!Array.isArray(inner)) charactersLeft -= name.length;
      return walk(member, level + 1);
    });
  };
  return walk(value, 0);
}

/** In any text or name of a value that can be walked. */
function mentionsSecret(value: unknown): boolean {
  if (typeof value === "string") return holdsSecret(value);
  if (typeof value !== "object" || value === null) return false;
  return Object.entries(value).some(([name, member]) => holdsSecret(name) || mentionsSecret(member));
}

function utf8Length(text: string): number {
  return new TextEncoder().encode(text).length;
}
