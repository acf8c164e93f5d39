import { readReplicas, type Database } from "@excalibur/db";
import { clock } from "../clock.ts";
import type { DatabaseWatch } from "../database-watch.ts";
import type { CredentialMemory } from "../executor-authentication/credential-memory.ts";
import { newId } from "../identifiers.ts";
import type { Metrics } from "../metrics.ts";
import { PostgresReplication } from "./postgres-replication.ts";
import type { Replication } from "./replication.ts";
import { singleProcessReplication } from "./single-process-replication.ts";

interface Options {
  readonly database: Database;
  readonly memory: CredentialMemory;
  readonly now: () => Date;
  readonly databaseWatch: Pick<DatabaseWatch, "logFailure">;
  readonly onPeerMessage: (text: string) => void;
  readonly onMissed: () => void;
  readonly metrics: () => Pick<Metrics, "invalidationApplied" | "revocationEnforced" | "leaseRenewalFailed">;
}

/** What this process needs to answer from memory: nothing where it is alone, a lease where there may be others. */
export function createReplication({
  database,
  memory,
  now,
  databaseWatch,
  metrics,
  ...listeners
}: Options): Replication {
  const { openReplicaLink } = database;
  if (openReplicaLink === null) return singleProcessReplication(memory, now);
  return new PostgresReplication({
    replicaId: newId("rep"),
    memory,
    openLink: openReplicaLink,
    readReplicas: () => readReplicas(database),
    ...listeners,
    clock,
    now,
    observe: {
      applied: () => metrics().invalidationApplied(),
      enforced: (waitedMs) => metrics().revocationEnforced(waitedMs),
      renewalFailed: (error) => {
        metrics().leaseRenewalFailed();
        databaseWatch.logFailure(error, "the lease to answer from memory could not be renewed");
      },
    },
  });
}
