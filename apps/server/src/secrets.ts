import { hash, randomBytes } from "node:crypto";
import { formatSecret, SECRET_RANDOM_BYTES, type SecretSource } from "@excalibur/api/server";

/** SHA-256, hexadecimal. */
export function sha256(text: string): string {
  return hash("sha256", text, "hex");
}

export const secrets: SecretSource = {
  create: () => formatSecret(randomBytes(SECRET_RANDOM_BYTES)),
  hash: sha256,
};
