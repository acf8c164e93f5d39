import { presentedSecret } from "../domain/presented-secret.ts";
import { refuseSync } from "../domain/refusal.ts";
import type { Services } from "../ports/services.ts";

/**
 * The well-formed secret in an `Authorization` header. Costs no database read.
 * @throws Refusal `key_missing` or `key_malformed`.
 */
export function requireSecret(services: Services, authorization: string | undefined): string {
  const presented = presentedSecret(authorization);
  if (presented.kind === "presented") return presented.secret;
  services.observeSync(presented.reason);
  throw refuseSync(presented.reason);
}
