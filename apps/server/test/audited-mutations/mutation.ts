import type { AuditAction } from "@excalibur/api/contract";
import type { Client } from "../harness/client.ts";
import type { Person, Tenant } from "../harness/people.ts";

export const NEW_EXECUTOR = { kind: "newExecutor" } as const;
export const NEW_PASSWORD = "another horse battery staple";

/** An organization of its own for each mutation. */
export interface Scene {
  readonly tenant: Tenant;
  readonly owner: Client;
  readonly person: Person;
  readonly member: Client;
  readonly memberId: string;
  readonly anonymous: Client;
  /** Has the server write what it would write in the background. */
  readonly flush: () => Promise<void>;
}

export type Call = readonly [client: Client, input: unknown];

export interface Mutation {
  /** The rows that a success leaves: one for each thing that it changes. */
  readonly rows: readonly AuditAction[];
  /** Prepares the scene, and returns a call of the mutation that succeeds and one that is refused. */
  readonly prepare: (scene: Scene) => Promise<{ good: Call; bad: Call }>;
}

export const both = (good: Call, bad: Call) => Promise.resolve({ good, bad });
