import { isPaused } from "../domain/key-pause.ts";
import { keyStatus } from "../domain/key-status.ts";
import { presentedSecret } from "../domain/presented-secret.ts";
import type { Services } from "../ports/services.ts";

/** Whether an `Authorization` header presents a key that is active now. Costs what looking it up costs for a sync. */
export async function presentsGoodKey(
  services: Services,
  authorization: string | undefined,
  sourceAddress: string,
): Promise<boolean> {
  const presented = presentedSecret(authorization);
  if (presented.kind === "refused") return false;
  const lookup = await services.credentials.lookUp(services.secrets.hash(presented.secret), sourceAddress);
  if (lookup.kind !== "found") return false;
  const now = services.now();
  return keyStatus(lookup.credential, now) === "active" && !isPaused(lookup.credential, now);
}
