import { expiresInDays } from "@excalibur/api/contract";
import { z } from "zod";

/** Days until a key expires as a person types them: empty for never, null then. */
export const expiryDays = z
  .string()
  .trim()
  .transform((text) => (text === "" ? null : Number(text)))
  .pipe(expiresInDays.nullable());
