import { z } from "zod";
import { shownText, text } from "./fields.ts";

export const MIN_PASSWORD_LENGTH = 12;
export const MAX_PASSWORD_LENGTH = 128;

export const personName = shownText({ max: 100 });
export const organizationName = shownText({ max: 100 });
export const emailAddress = text().trim().pipe(z.email("This is not an e-mail address.").max(254).toLowerCase());
export const password = text()
  .min(MIN_PASSWORD_LENGTH, `A password has at least ${MIN_PASSWORD_LENGTH} characters.`)
  .max(MAX_PASSWORD_LENGTH, `A password has at most ${MAX_PASSWORD_LENGTH} characters.`);

export const createOwnerInput = z.strictObject({
  /** The one-time code from the server's output. */
  code: text().trim().min(1, "Enter the setup code.").max(64),
  name: personName,
  email: emailAddress,
  password,
  organizationName,
});

export type CreateOwnerInput = z.infer<typeof createOwnerInput>;
