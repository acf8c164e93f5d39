import type { CannotRenew, SyncOutput } from "@excalibur/api/contract";
import type { RefusedReason, SyncOutcome, UnreachableCause } from "../sync/outcome.ts";

/** Where a connection stands. */
export type ConnectionState = "connecting" | "online" | "refused" | "unreachable" | "stopped";

/** Why a connection ended. */
export type EndOfConnection =
  | { readonly kind: "stopped" }
  | { readonly kind: "refused"; readonly reason: RefusedReason; readonly message: string }
  | { readonly kind: "invalidInput"; readonly message: string }
  | { readonly kind: "credentialUnusable"; readonly sourceName: string; readonly problem: string };

/** A connection as it is now; never the key. */
export interface ConnectionStatus {
  readonly state: ConnectionState;
  /** The latest successful answer. */
  readonly answer: SyncOutput | null;
  /** Instant of the latest success, by this machine's clock. */
  readonly lastSyncAt: Date | null;
  /** Monotonic milliseconds of the latest success. */
  readonly lastSyncMs: number | null;
  /** The reason of a refusal, or the cause of being cut off. */
  readonly trouble: {
    readonly code: RefusedReason | UnreachableCause | "invalid_input";
    readonly message: string;
  } | null;
  /** Why the renewal that the server asks for is not possible; null when it is, or none is asked for. */
  readonly cannotRenew: CannotRenew | null;
  /** Monotonic milliseconds by which the connection will have done something again, unless it is stuck. */
  readonly nextMoveByMs: number;
}

/** Events of a connection. All but `synced` and `attempted` come once per change, not once per sync. */
export interface ConnectionEvents {
  /** The server accepts the key. `afterMs` is the time since it last did; null for the first time. */
  online: [{ answer: SyncOutput; afterMs: number | null; attempts: number }];
  /** The server refuses this key or this executor. `message` is a sentence for a person. */
  refused: [{ reason: RefusedReason; message: string; retryInMs: number | null }];
  /** No server could judge the key; the executor keeps it. */
  unreachable: [{ cause: UnreachableCause | "invalid_input"; message: string; retryInMs: number }];
  /** The source holds another key, which is used from now on. */
  credentialChanged: [{ sourceName: string }];
  /** The source can no longer be read; the key read before stays in use. */
  credentialUnusable: [{ sourceName: string; problem: string }];
  /** The server named another key than before: the executor has moved to it. */
  rebound: [{ answer: SyncOutput; previousKeyId: string }];
  /** The server asks for a renewal of the key, and the new one can't be stored. */
  cannotRenew: [{ sourceName: string; reason: CannotRenew; words: string }];
  /** Each success. */
  synced: [{ answer: SyncOutput }];
  /** Each attempt, with its outcome. */
  attempted: [{ outcome: SyncOutcome; durationMs: number }];
  /** The end; nothing follows. */
  ended: [EndOfConnection];
}
