import type { CredentialMemory } from "../executor-authentication/credential-memory.ts";
import type { Replication } from "./replication.ts";

/** The only process on its database: what it forgets is forgotten. */
export function singleProcessReplication(memory: CredentialMemory, now: () => Date): Replication {
  return {
    mayTrustMemory: () => true,
    waitUntilEnforced: async ({ scope }) => {
      memory.forget(scope);
      return { enforcedAt: now(), acknowledged: 1, expiredLeases: 0 };
    },
    sendToPeers: () => undefined,
    start: async () => undefined,
    stop: async () => undefined,
  };
}
