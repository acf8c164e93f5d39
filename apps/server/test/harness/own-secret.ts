import { randomBytes } from "node:crypto";
import { formatSecret, SECRET_RANDOM_BYTES, type SecretKind } from "@excalibur/api/server";
import { secrets } from "../../src/secrets.ts";

/** A secret that the caller has made, and what it sends of it. */
export function ownSecret(kind: SecretKind = "apiKey") {
  const secret = formatSecret(randomBytes(SECRET_RANDOM_BYTES), kind);
  const hashed = { secretHash: secrets.hash(secret), hint: secret.slice(0, 8) };
  return { secret, hashed, ...hashed };
}
