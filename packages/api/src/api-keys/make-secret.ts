import { hintOf } from "../domain/key-secret.ts";
import type { Services } from "../ports/services.ts";

/** What the server keeps of a secret. */
export interface HashedSecret {
  /** SHA-256, hexadecimal. */
  readonly secretHash: string;
  readonly hint: string;
}

/** Makes a secret here, for a caller that has made none. */
export function makeSecret({ secrets }: Pick<Services, "secrets">): HashedSecret & { readonly secret: string } {
  const secret = secrets.create();
  return { secret, secretHash: secrets.hash(secret), hint: hintOf(secret) };
}
