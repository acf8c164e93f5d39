import { z } from "zod";
import type { KeyStatus } from "../domain/key-status.ts";
import { MANAGEMENT_SCOPES, type ManagementScope } from "../domain/management-scopes.ts";
import { keyName } from "./api-keys.ts";
import { pageCursor, pageSize, resourceId, text } from "./fields.ts";

export const MAX_MANAGEMENT_KEY_DAYS = 365;
export const MAX_CIDRS = 20;

const CIDR_WORDS = "An address range such as 203.0.113.0/24 or 2001:db8::/32.";

/** A range of IPv4 or IPv6 addresses (RFC 4632, RFC 4291). */
export const cidr = text()
  .trim()
  .pipe(z.union([z.cidrv4(), z.cidrv6()], { error: CIDR_WORDS }));

export const createManagementKeyInput = z.strictObject({
  name: keyName,
  scopes: z
    .array(z.enum(MANAGEMENT_SCOPES))
    .min(1, "Choose at least one scope.")
    .max(MANAGEMENT_SCOPES.length, "Name each scope once."),
  /** Ranges of addresses that the key may be used from. None or absent: from anywhere. */
  cidrs: z.array(cidr).max(MAX_CIDRS, `At most ${MAX_CIDRS} ranges.`).optional(),
  expiresInDays: z
    .int("Expiry is a whole number of days.")
    .min(1, "A management key is good for at least one day.")
    .max(MAX_MANAGEMENT_KEY_DAYS, `A management key is good for at most ${MAX_MANAGEMENT_KEY_DAYS} days.`),
});

export const managementKeyIdInput = z.strictObject({ id: resourceId("mgk") });

export const listManagementKeysInput = z.strictObject({
  cursor: pageCursor.nullish(),
  limit: pageSize.optional(),
});

export type CreateManagementKeyInput = z.infer<typeof createManagementKeyInput>;
export type ListManagementKeysInput = z.infer<typeof listManagementKeysInput>;

/** What owners and admins may see of a management key. Never the secret, never its hash. */
export interface ManagementKeyView {
  id: string;
  name: string;
  /** The secret's first 8 characters. */
  hint: string;
  scopes: ManagementScope[];
  /** Empty: from anywhere. */
  cidrs: string[];
  status: KeyStatus;
  createdAt: Date;
  /** The key may do at most what this person may do. */
  createdBy: { id: string; name: string };
  expiresAt: Date;
  revokedAt: Date | null;
  lastUsedAt: Date | null;
  /** The address of its last use. */
  lastUsedFrom: string | null;
}
