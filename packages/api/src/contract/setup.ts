import { z } from "zod";
import { SINGLE_LINE } from "./fields.ts";

export const MIN_PASSWORD_LENGTH = 12;
export const MAX_PASSWORD_LENGTH = 128;

const shownText = z.string().trim().min(1).max(100).regex(SINGLE_LINE, "No control characters, please.");

export const personName = shownText;
export const organizationName = shownText;
export const emailAddress = z.email("This is not an e-mail address.").max(254).toLowerCase();
export const password = z
  .string()
  .min(MIN_PASSWORD_LENGTH, `A password has at least ${MIN_PASSWORD_LENGTH} characters.`)
  .max(MAX_PASSWORD_LENGTH, `A password has at most ${MAX_PASSWORD_LENGTH} characters.`);

export const createOwnerInput = z.strictObject({
  /** The one-time code from the server's output. */
  code: z.string().trim().min(1, "Enter the setup code.").max(64),
  name: personName,
  email: emailAddress,
  password,
  organizationName,
});

export type CreateOwnerInput = z.infer<typeof createOwnerInput>;
