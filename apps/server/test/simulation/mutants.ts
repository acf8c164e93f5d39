import type { CachedCredential } from "@excalibur/api/server";
import type { LeaseGrant, LeaseRequest } from "@excalibur/db";
import { CredentialMemory, type OpenRead } from "../../src/executor-authentication/credential-memory.ts";
import { PostgresReplication } from "../../src/replicas/postgres-replication.ts";

/** What a simulated server process is made of; a mutant lacks one safeguard. */
export interface Parts {
  readonly Memory: typeof CredentialMemory;
  readonly Process: typeof PostgresReplication;
  readonly catchUp: (request: LeaseRequest, grant: LeaseGrant) => LeaseGrant;
}

export const REAL: Parts = {
  Memory: CredentialMemory,
  Process: PostgresReplication,
  catchUp: (_request, grant) => grant,
};

class MemoryThatKeepsOldReads extends CredentialMemory {
  override endRead(read: OpenRead, secretHash: string, found: CachedCredential | null): void {
    read.mayBeKept = true;
    read.passed.length = 0;
    super.endRead(read, secretHash, found);
  }
}

class MemoryThatJudgesTheEndWhenItReads extends CredentialMemory {
  override endRead(read: OpenRead, secretHash: string, found: CachedCredential | null): void {
    super.endRead(read, secretHash, found && { ...found, expiresAt: null });
  }
}

class MemoryThatLeavesThePauseOut extends CredentialMemory {
  override endRead(read: OpenRead, secretHash: string, found: CachedCredential | null): void {
    super.endRead(read, secretHash, found && { ...found, pausedUntil: null });
  }
}

class MemoryWhoseReadsAreJoined extends CredentialMemory {
  override beginRead(isTrusted: boolean): OpenRead {
    const read = super.beginRead(isTrusted);
    return Object.defineProperty(read, "isJoinable", { get: () => true, set: () => {} });
  }
}

class ProcessThatIgnoresItsLease extends PostgresReplication {
  override mayTrustMemory(): boolean {
    return true;
  }
}

export const MUTANTS: Readonly<Record<string, Parts>> = {
  "the lease check": { ...REAL, Process: ProcessThatIgnoresItsLease },
  "the catch-up on renewal": {
    ...REAL,
    catchUp: ({ applied }, grant) => ({ ...grant, head: applied ?? grant.head, isIntact: true, missed: [] }),
  },
  "the read/invalidate guard": { ...REAL, Memory: MemoryThatKeepsOldReads },
  "the end at every presentation": { ...REAL, Memory: MemoryThatJudgesTheEndWhenItReads },
  "the pause of what is in memory": { ...REAL, Memory: MemoryThatLeavesThePauseOut },
  "the guard on joining a read": { ...REAL, Memory: MemoryWhoseReadsAreJoined },
};
