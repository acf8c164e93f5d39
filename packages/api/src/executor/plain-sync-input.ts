import type { SyncInput } from "../contract/sync.ts";
import { CANNOT_RENEW } from "../domain/key-renewal.ts";
import { SECRET_LENGTH } from "../domain/key-secret.ts";
import { holdsSecret } from "../domain/shown-text.ts";

/** Every pattern admits less than the schema does, so that input that matches is valid. */
const PLAIN_FIELDS: ReadonlyMap<string, RegExp> = new Map(
  Object.entries({
    name: /^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/,
    kind: /^(?:agent|operator)$/,
    version: /^[!-~](?:[ -~]{0,62}[!-~])?$/,
    instanceId: /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/,
    host: /^[!-~](?:[ -~]{0,253}[!-~])?$/,
    cannotRenew: new RegExp(`^(?:${CANNOT_RENEW.join("|")})$`),
    organization: /^[!-~](?:[ -~]{0,253}[!-~])?$/,
  } satisfies Partial<Record<keyof SyncInput, RegExp>>),
);

/**
 * Recognises the input that nearly every executor sends, at a tenth of the schema's cost. `syncInput` accepts all recognised
 * input unchanged; the schema must judge the rest (capabilities, other alphabets).
 * @param value parsed JSON.
 */
export function isPlainSyncInput(value: unknown): value is SyncInput {
  if (typeof value !== "object" || value === null) return false;
  const fields = value as Record<string, unknown>;
  for (const field in fields) {
    const text = fields[field];
    if (typeof text !== "string" || PLAIN_FIELDS.get(field)?.test(text) !== true) return false;
    if (text.length >= SECRET_LENGTH && holdsSecret(text)) return false;
  }
  return fields["name"] !== undefined && fields["kind"] !== undefined && fields["version"] !== undefined;
}
