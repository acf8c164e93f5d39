import type { SyncOutput, SyncRefusalReason } from "@excalibur/api/contract";

/** Reasons that refuse this key or this executor: trying again at once can't help. */
export type RefusedReason = Exclude<SyncRefusalReason, "rate_limited" | "unavailable">;

/** Refusals that another secret of the same executor may not meet. The others are about the executor or its organization. */
export const OF_ITS_SECRET: ReadonlySet<RefusedReason> = new Set<RefusedReason>([
  "key_unknown",
  "key_revoked",
  "key_expired",
  "key_bound_to_other_executor",
]);

/** Why no server could judge the key. None of these means that the key is wrong. */
export type UnreachableCause =
  | "name_unknown"
  | "no_connection"
  | "proxy"
  | "tls"
  | "timeout"
  | "server_fault"
  | "foreign_answer"
  | "rate_limited"
  | "unavailable";

/** What one attempt to sync came to. */
export type SyncOutcome =
  | { readonly kind: "synced"; readonly answer: SyncOutput }
  | {
      readonly kind: "refused";
      readonly reason: RefusedReason;
      readonly message: string;
      readonly retryAfterMs: number | null;
    }
  | { readonly kind: "invalidInput"; readonly message: string }
  | {
      readonly kind: "unreachable";
      readonly cause: UnreachableCause;
      readonly message: string;
      readonly retryAfterMs: number | null;
    };
