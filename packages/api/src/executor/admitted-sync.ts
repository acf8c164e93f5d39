import type { SyncInput } from "../contract/sync.ts";
import type { Credential } from "../domain/executor-admission.ts";

/** A sync whose key is good, and that has something to write. */
export interface AdmittedSync {
  readonly credential: Credential;
  readonly request: SyncInput;
  readonly now: Date;
  readonly sourceAddress: string;
}
