import { z } from "zod";
import type { CannotRenew } from "../domain/key-renewal.ts";
import type { KeyRefusalReason } from "../domain/key-refusal.ts";
import { EXECUTOR_STATES, type ExecutorState } from "../domain/executor-state.ts";
import type { KeyStatus } from "../domain/key-status.ts";
import { MAX_LABELS, type Labels } from "../domain/labels.ts";
import { labelSet, labelWritten, noteText } from "./annotations.ts";
import { pageCursor, pageSize, resourceId, searchText } from "./fields.ts";
import { expiresInDays } from "./api-keys.ts";
import { EXECUTOR_KINDS, executorName, executorVersion, type ExecutorKind } from "./sync.ts";

export const executorIdInput = z.strictObject({ id: resourceId("exe") });

export const updateExecutorInput = z.strictObject({
  id: resourceId("exe"),
  /** Empty: the note is removed. Absent: it stays. */
  note: noteText.optional(),
  /** All that the executor has from then on. Absent: they stay. */
  labels: labelSet.optional(),
});

export type UpdateExecutorInput = z.infer<typeof updateExecutorInput>;

/** Where an executor runs, and so which recipe connects it. */
export const EXECUTOR_PLACES = ["bareMetal", "kubernetes", "docker", "environment"] as const;
export type ExecutorPlace = (typeof EXECUTOR_PLACES)[number];

export const connectExecutorInput = z.strictObject({
  name: executorName,
  place: z.enum(EXECUTOR_PLACES),
  /** Null or absent: the key never expires. */
  expiresInDays: expiresInDays.nullish(),
});

export type ConnectExecutorInput = z.infer<typeof connectExecutorInput>;

export const writeRecipeInput = z.strictObject({
  /** The executor's, there already or not yet. */
  name: executorName,
  place: z.enum(EXECUTOR_PLACES),
});

export type WriteRecipeInput = z.infer<typeof writeRecipeInput>;

/** What an operator runs to connect an executor. */
export interface Recipe {
  /** The text with everything filled in but the key: the client replaces `{{apiKey}}`. */
  recipe: string;
  /** Where the recipe leads executors. */
  serverUrl: string;
  /** Whether that address leads every machine to itself, so that only executors beside the server can use it. */
  isLoopback: boolean;
}

/** Names, in a filter by version, the versions that are older than the newest that any executor of the organization has. */
export const OLDER_THAN_NEWEST = "<newest";

/** Which executors of the organization. Each field that is there narrows them further. */
export const executorFilterFields = {
  /**
   * Words; each stands in the name, the note, a label, the host, the name of the bound key or the id (also as displayed,
   * `exe_01m8…xnp2`), or begins an address that the executor uses the key from.
   */
  search: searchText.optional(),
  state: z.enum(EXECUTOR_STATES).optional(),
  /** Those that sync, duplicated or not; or those that do not, refused or silent. */
  online: z.boolean().optional(),
  kind: z.enum(EXECUTOR_KINDS).optional(),
  /** This very version, or `<newest`. */
  version: executorVersion.optional(),
  /** Only executors that are bound to this key. */
  apiKeyId: resourceId("key").optional(),
  /** Executors that have all of these labels, each as `name=value`. */
  labels: z.array(labelWritten).min(1).max(MAX_LABELS).optional(),
};

export type ExecutorFilterInput = z.infer<z.ZodObject<typeof executorFilterFields>>;

export const EXECUTOR_SORT_FIELDS = ["name", "kind", "state", "version", "boundKey", "lastSeenAt"] as const;
export type ExecutorSortField = (typeof EXECUTOR_SORT_FIELDS)[number];

/** What the list of executors can be narrowed by, with the values that there are. */
export const EXECUTOR_FACETS = ["state", "kind", "version", "key", "label"] as const;
export type ExecutorFacet = (typeof EXECUTOR_FACETS)[number];

export const readExecutorFacetInput = z.strictObject({ facet: z.enum(EXECUTOR_FACETS), ...executorFilterFields });
export type ReadExecutorFacetInput = z.infer<typeof readExecutorFacetInput>;

export const listExecutorsInput = z.strictObject({
  ...executorFilterFields,
  /** By name when it is absent. Of executors that are alike in it, those with the lower name come first. */
  sort: z.strictObject({ by: z.enum(EXECUTOR_SORT_FIELDS), direction: z.enum(["asc", "desc"]) }).optional(),
  cursor: pageCursor.nullish(),
  limit: pageSize.optional(),
});

export type ListExecutorsInput = z.infer<typeof listExecutorsInput>;

export const keyHistoryInput = z.strictObject({
  /** The executor's. */
  id: resourceId("exe"),
  cursor: pageCursor.nullish(),
  limit: pageSize.optional(),
});

export type KeyHistoryInput = z.infer<typeof keyHistoryInput>;

/** How many executors there are in each state, of those a search or a key leaves. */
export type StateCounts = Record<ExecutorState, number>;

/** A key that an executor is or was bound to. */
export interface KeyHistoryEntry {
  /** A deleted key keeps its name here. */
  key: { id: string; name: string; status: KeyStatus | "deleted" };
  /** When the executor's first sync with it bound it. */
  from: Date;
  /** When it moved to the next one; null for the key it is bound to. */
  until: Date | null;
}

/** What anyone in the organization may see of an executor. */
export interface ExecutorView {
  id: string;
  name: string;
  kind: ExecutorKind;
  version: string;
  /** What people wrote about the executor; empty when nothing. */
  note: string;
  /** What people set on it to find it by. */
  labels: Labels;
  host: string | null;
  state: ExecutorState;
  /** Why it is refused, since when, and its last try, of which one a minute is written down; null unless it is. */
  refusal: { reason: KeyRefusalReason; since: Date; lastAt: Date } | null;
  /** Whether it syncs, duplicated or not. */
  online: boolean;
  /** Since when it syncs without a break; null while it is offline, and where that was not kept. */
  onlineSince: Date | null;
  firstSeenAt: Date;
  lastSeenAt: Date;
  /** The key of its latest successful sync; null when that key was deleted. */
  boundKey: {
    id: string;
    name: string;
    status: KeyStatus;
    /** When the executor moved to it because it had renewed its key; null: it was made in another way. */
    renewedAt: Date | null;
  } | null;
  /** A newer active key made for it that it has not presented yet. */
  pendingKey: {
    id: string;
    name: string;
    /** Of one that the executor has asked for: when it ends unless it is used. */
    unusedUntil: Date | null;
  } | null;
  /** Null unless it is told to renew its key. */
  renewal: {
    /** From when on it is told to, because a person or a program asked for it; null: the policy asks for it. */
    askedFrom: Date | null;
    /** Why it can't, as it says itself. */
    cannotRenew: CannotRenew | null;
    /** When a second secret was last offered for the renewal: perhaps another host has the key. */
    contestedAt: Date | null;
  } | null;
  /** Who speaks under its name, the oldest first; empty unless it is duplicated. */
  instances: InstanceView[];
}

/** Executors that are named as locked out at most. */
export const MAX_LOCKED_OUT_SHOWN = 1_000;

/**
 * An executor that presents a key which the server does not know, and says that this organization accepted it before: after the
 * server was restored from an older backup. It says so without a proof.
 */
export interface LockedOutExecutor {
  name: string;
  /** Null: there is no such executor here, which was connected after the backup then. */
  executorId: string | null;
  /** The key that was accepted last, which is not there. */
  keyId: string;
  host: string | null;
  address: string;
  since: Date;
  lastAt: Date;
}

/** One of several processes that use an executor's name. */
export interface InstanceView {
  host: string | null;
  /** Where its latest recorded sync came from. */
  address: string | null;
  firstSyncAt: Date;
}
