import { hash, randomBytes, timingSafeEqual } from "node:crypto";
import { formatSecret, SECRET_RANDOM_BYTES, type SecretSource } from "@excalibur/api/server";

const LINK_TOKEN_BYTES = 32;

/** SHA-256, hexadecimal. */
export function sha256(text: string): string {
  return hash("sha256", text, "hex");
}

/** Whether two texts are equal, compared in constant time. */
export function isSameText(one: string, other: string): boolean {
  const [first, second] = [Buffer.from(one), Buffer.from(other)];
  return first.length === second.length && timingSafeEqual(first, second);
}

export const secrets: SecretSource = {
  create: (kind) => formatSecret(randomBytes(SECRET_RANDOM_BYTES), kind),
  hash: sha256,
  createLinkToken: () => randomBytes(LINK_TOKEN_BYTES).toString("base64url"),
};
