import type { ApiKeyView } from "@excalibur/api/contract";
import type { OneTimeSecret } from "../../../components/one-time-secret/one-time-secret.ts";

/** A key that was issued a moment ago, with the secret that only this answer has. */
export interface IssuedKey {
  key: ApiKeyView;
  secret: OneTimeSecret;
  /** The key it took the place of, when it came from a rotation. */
  replaced: ApiKeyView | null;
}
