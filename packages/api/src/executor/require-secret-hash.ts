import { presentedSecret } from "../domain/presented-secret.ts";
import { refuseSync } from "../domain/refusal.ts";
import type { Services } from "../ports/services.ts";

/**
 * The hash of the well-formed secret in an `Authorization` header: the secret itself goes no further. Costs no database
 * read.
 * @throws Refusal `key_missing` or `key_malformed`.
 */
export function requireSecretHash(services: Services, authorization: string | undefined): string {
  const presented = presentedSecret(authorization);
  if (presented.kind === "presented") return services.secrets.hash(presented.secret);
  services.observeSync(presented.reason);
  throw refuseSync(presented.reason);
}
