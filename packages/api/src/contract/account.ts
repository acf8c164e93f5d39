import { z } from "zod";
import type { Role } from "../domain/permission-policy.ts";
import { resourceId, text } from "./fields.ts";
import { linkToken } from "./invitations.ts";
import { password, personName } from "./setup.ts";

/** Where a link leads that sets a new password; its secret follows after `#`, which no browser sends anywhere. */
export const PASSWORD_RESET_PATH = "/reset-password";

/**
 * What `POST /api/auth/sign-in/email` answers to a right password where a code is asked for too: there is no session yet.
 * The code goes as `{"code"}` to one of the paths below, with the cookie that came with this answer.
 */
export const SECOND_STEP_STATUS = 202;
export const SECOND_STEP_PATHS = {
  app: "/api/auth/two-factor/verify-totp",
  recoveryCode: "/api/auth/two-factor/verify-backup-code",
} as const;

/** A user's current password: the rules for new ones don't apply to it. */
const typedPassword = text().min(1, "Enter your password.").max(1_000);

export const updateAccountInput = z.strictObject({ name: personName });
export const changePasswordInput = z.strictObject({ currentPassword: typedPassword, newPassword: password });
export const confirmWithPasswordInput = z.strictObject({ password: typedPassword });
export const twoFactorCodeInput = z.strictObject({
  code: text()
    .transform((code) => code.replaceAll(/\s/g, ""))
    .pipe(z.string().regex(/^\d{6}$/, "A code has 6 digits.")),
});
export const sessionIdInput = z.strictObject({ id: resourceId("ses") });
export const passwordResetTokenInput = z.strictObject({ token: linkToken });
export const completePasswordResetInput = z.strictObject({ token: linkToken, newPassword: password });

export type ChangePasswordInput = z.infer<typeof changePasswordInput>;
export type CompletePasswordResetInput = z.infer<typeof completePasswordResetInput>;

/** Who is signed in. */
export interface AccountView {
  user: { id: string; name: string; email: string; twoFactorEnabled: boolean };
  /** Where the session works now; null for a user without a membership. */
  organization: { id: string; name: string; slug: string; role: Role; deactivatedAt: Date | null } | null;
}

/** One session of a user. */
export interface SessionView {
  id: string;
  /** Whether it is the one that asks. */
  current: boolean;
  createdAt: Date;
  expiresAt: Date;
  /** What the browser or program called itself when it signed in. */
  userAgent: string | null;
  sourceAddress: string | null;
}
