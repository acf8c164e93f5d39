import type { OverviewView } from "@excalibur/api/contract";

type Reason = OverviewView["refused"]["items"][number]["reason"];

/** Why a key was refused, in a word or two. */
export const REFUSED_BECAUSE: Readonly<Record<Reason, string>> = {
  key_revoked: "key revoked",
  key_expired: "key expired",
  key_paused: "key paused",
  key_bound_to_other_executor: "key made for another executor",
  organization_mismatch: "configured for another organization",
  organization_inactive: "organization deactivated",
  kind_mismatch: "another kind has the name",
  executor_limit: "the key has too many executors",
};

/** Whether a detail of an event is such a reason. */
export function isKeyRefusal(reason: unknown): reason is Reason {
  return typeof reason === "string" && Object.hasOwn(REFUSED_BECAUSE, reason);
}
