import { createHash, randomBytes } from "node:crypto";
import { formatSecret, hintOf, SECRET_RANDOM_BYTES } from "@excalibur/api/contract";

/** A fresh secret from the system's random source. It leaves this host only as its own Bearer. */
export function makeSecret(): string {
  return formatSecret(randomBytes(SECRET_RANDOM_BYTES));
}

/** What the server receives of a secret. */
export function hashOfSecret(secret: string): { secretHash: string; hint: string } {
  return { secretHash: createHash("sha256").update(secret).digest("hex"), hint: hintOf(secret) };
}
