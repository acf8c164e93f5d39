import { LiveBacklog, type LiveBus } from "@excalibur/api/server";
import type { PendingEffects } from "./pending-effects.ts";

export type Publisher = Pick<LiveBus, "publish" | "recheckAccess">;

/** Tells subscribers of a change that is committed: what changed, and whose access has to be checked again. */
export function publishEffects(effects: PendingEffects, live: Publisher): void {
  const byOrganization = new Map<string, LiveBacklog>();
  for (const { organizationId, change } of effects.take("publish")) {
    const backlog = byOrganization.get(organizationId) ?? new LiveBacklog();
    backlog.add(change);
    byOrganization.set(organizationId, backlog);
  }
  for (const [organizationId, backlog] of byOrganization) {
    for (const change of backlog.take()) live.publish({ organizationId, change });
  }
  for (const { audience } of effects.take("recheckAccess")) live.recheckAccess(audience);
}
