import { z } from "zod";
import { MANAGEMENT_SCOPES, type ManagementScope } from "../domain/management-scopes.ts";
import { keyName, secretHash } from "./api-keys.ts";
import { resourceId, shownText, text } from "./fields.ts";
import { MAX_MANAGEMENT_KEY_DAYS } from "./management-keys.ts";

/** The first 8 characters of a management key. */
const managementHint = text().regex(/^exm_[0-9A-Za-z]{4}$/, "This is not the first 8 characters of a management key.");

/** What a command asks for: a management key for a secret that it has made. */
export const beginLoginInput = z.strictObject({
  name: keyName,
  /** Where the command runs, as it says itself. */
  host: shownText({ max: 255 }),
  scopes: z.array(z.enum(MANAGEMENT_SCOPES)).min(1, "Ask for at least one scope.").max(MANAGEMENT_SCOPES.length),
  expiresInDays: z
    .int("Expiry is a whole number of days.")
    .min(1, "A management key is good for at least one day.")
    .max(MAX_MANAGEMENT_KEY_DAYS, `A management key is good for at most ${MAX_MANAGEMENT_KEY_DAYS} days.`),
  secretHash,
  hint: managementHint,
});

/** What only the command knows that began the login. */
export const pollLoginInput = z.strictObject({
  deviceCode: text().regex(/^[A-Za-z0-9_-]{43}$/, "This is no device code."),
});

/** The code that the command shows, as a person types it. */
export const loginCodeInput = z.strictObject({ code: text().max(40, "A code has 10 letters and digits.") });

export const endLoginInput = z.strictObject({ id: resourceId("mgk") });

export type BeginLoginInput = z.infer<typeof beginLoginInput>;

/** A login that has begun. */
export interface BegunLogin {
  /** For `logins.poll`: to be shown to no person. */
  deviceCode: string;
  /** For the person who confirms. */
  userCode: string;
  /** Where they type it. */
  address: string;
  expiresAt: Date;
  /** Seconds to wait before each poll. */
  intervalSeconds: number;
}

/** What became of a login. `over`: it ran out, or never was. */
export type LoginProgress =
  | { status: "pending" }
  | { status: "refused" }
  | { status: "over" }
  | {
      status: "confirmed";
      key: { id: string; name: string; expiresAt: Date };
      organization: { name: string; slug: string };
    };

/** What a person sees before they confirm a login. */
export interface LoginPreview {
  /** As the command shows it. */
  code: string;
  name: string;
  /** As the command says. */
  host: string;
  /** From which address the command asked. */
  sourceAddress: string;
  /** Whether the person asks from the same address. */
  isSameAddress: boolean;
  scopes: ManagementScope[];
  expiresInDays: number;
  requestedAt: Date;
  expiresAt: Date;
}
