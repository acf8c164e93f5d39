import type { DatabaseTransaction, Dialect } from "@excalibur/db";
import type { StaleWhileRevalidate } from "../stores/stale-while-revalidate.ts";
import type { AuditHeads } from "./audit-heads.ts";
import type { PendingEffects } from "./pending-effects.ts";

/** What the writes of one change share. */
export interface ChangeScope {
  readonly client: DatabaseTransaction;
  readonly dialect: Dialect;
  readonly scans: StaleWhileRevalidate;
  readonly heads: AuditHeads;
  readonly effects: PendingEffects;
}
