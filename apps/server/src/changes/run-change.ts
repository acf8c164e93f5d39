import type { Change, InvalidationScope, RevocationReceipt, RunChange } from "@excalibur/api/server";
import type { Database, DatabaseTransaction } from "@excalibur/db";
import type { Invalidation, Replication } from "../replicas/replication.ts";
import type { StaleWhileRevalidate } from "../stores/stale-while-revalidate.ts";
import { AuditHeads } from "./audit-heads.ts";
import { chainAuditRows } from "./chain-audit-rows.ts";
import { createChange } from "./create-change.ts";
import { invalidationOf } from "./invalidation-of.ts";
import { PendingEffects } from "./pending-effects.ts";
import { publishEffects, type Publisher } from "./publish-effects.ts";
import { writeEffects } from "./write-effects.ts";

interface Options {
  readonly database: Database;
  readonly scans: StaleWhileRevalidate;
  readonly now: () => Date;
  readonly live: Publisher;
  /** Drops credentials from the memory of this process, so that it reads them again. */
  readonly forget: (scope: InvalidationScope) => void;
  readonly waitUntilEnforced: Replication["waitUntilEnforced"];
}

/** The steps that a test leaves out, to show that another test notices. */
export const STEPS = { chainAuditRows, publishEffects, waitUntilEnforced };

/**
 * The one place where changes are written: runs the work, writes its effects and checks that each was written, commits,
 * publishes, and waits until every server process judges by the change.
 */
export function createRunChange(options: Options, steps: typeof STEPS = STEPS): RunChange {
  const { database, scans, now, live } = options;
  const { dialect } = database;

  const runOnce = async <Result>(
    client: DatabaseTransaction,
    work: (tx: Change) => Promise<Result>,
    invalidated: InvalidationScope[],
  ) => {
    const effects = new PendingEffects();
    const heads = new AuditHeads(client, dialect);
    try {
      const result = await work(createChange({ client, dialect, scans, heads, effects, now: now() }));
      const scope = invalidationOf(effects.take("invalidate"));
      if (scope !== null) invalidated.push(scope);
      const { chainAuditRows: chain } = steps;
      const invalidation = await writeEffects(effects, scope, { client, dialect, heads, chainAuditRows: chain });
      effects.requireOnly("publish", "recheckAccess");
      return { result, effects, invalidation };
    } finally {
      effects.end();
    }
  };

  return async (work, limits) => {
    const invalidated: InvalidationScope[] = [];
    try {
      const { result, effects, invalidation } = await database.transact(
        (client) => runOnce(client, work, invalidated),
        limits,
      );
      steps.publishEffects(effects, live);
      const receipt = await steps.waitUntilEnforced(invalidation, options);
      effects.requireOnly();
      return { result, receipt };
    } catch (error) {
      // The change may still be committed: the answer to COMMIT was lost, or the disk failed after others could read it.
      for (const scope of invalidated) options.forget(scope);
      throw error;
    }
  };
}

async function waitUntilEnforced(
  invalidation: Invalidation | null,
  options: Pick<Options, "now" | "waitUntilEnforced">,
): Promise<RevocationReceipt> {
  if (invalidation === null) return { enforcedAt: options.now(), acknowledged: 0, expiredLeases: 0 };
  return options.waitUntilEnforced(invalidation);
}
