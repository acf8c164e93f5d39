import type { InvalidationScope } from "@excalibur/api/server";
import { z } from "zod";

const keys = z.strictObject({ keyIds: z.array(z.string()) });
const organization = z.strictObject({ organizationId: z.string() });
const scopeText = z.union([keys, organization]);

/** A scope in the form it is recorded in. */
export function writeScope(scope: InvalidationScope): string {
  return JSON.stringify(scope);
}

/** The scope of a recorded text; null when it is of a kind this version does not know: then everything is outdated. */
export function readScope(text: string): InvalidationScope | null {
  try {
    return scopeText.safeParse(JSON.parse(text)).data ?? null;
  } catch {
    return null;
  }
}
