import { hash, randomBytes } from "node:crypto";
import { formatSecret, SECRET_RANDOM_BYTES, type SecretSource } from "@excalibur/api/server";

const LINK_TOKEN_BYTES = 32;

/** SHA-256, hexadecimal. */
export function sha256(text: string): string {
  return hash("sha256", text, "hex");
}

export const secrets: SecretSource = {
  create: () => formatSecret(randomBytes(SECRET_RANDOM_BYTES)),
  hash: sha256,
  createLinkToken: () => randomBytes(LINK_TOKEN_BYTES).toString("base64url"),
};
