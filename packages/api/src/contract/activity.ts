import { z } from "zod";
import type { KeyRefusalReason } from "../domain/key-refusal.ts";
import { secretHash, type ApiKeyView } from "./api-keys.ts";

/** From where an executor used a key. */
export interface KeySourceView {
  executorName: string;
  address: string;
  firstAt: Date;
  /** Up to a minute behind. */
  lastAt: Date;
  /** Accepted syncs, as far as they are remembered. */
  uses: number;
  /** Whether the address's network was new for the key lately. */
  isNew: boolean;
}

/** Refusals alike within some seconds. */
export interface KeyTryView {
  /** Of the last of them. */
  at: Date;
  executorName: string;
  address: string;
  /** What the executor said of its host. */
  host: string | null;
  version: string;
  reason: KeyRefusalReason;
  /** How many they were. */
  tries: number;
}

export interface HourPoint {
  /** The start of the hour. */
  at: Date;
  syncs: number;
  refused: number;
}

/** From where a key or an executor is used, and how often. */
export interface ActivityView {
  serverTime: Date;
  /** Those used latest, at most `MAX_SHOWN_SOURCES`. */
  sources: KeySourceView[];
  /** How many there are in all, as far as they are remembered. */
  sourcesTotal: number;
  /** The last 100 refusals, the latest first. */
  tries: KeyTryView[];
  /** The hours of the last 7 days in which there was a sync or a refusal, the oldest first. */
  hours: HourPoint[];
}

export const MAX_SHOWN_SOURCES = 100;

/** Hashes that one call looks up at most. */
export const MAX_LOOKED_UP = 200;

/** Where a key that was looked up was used from: so many of the latest are told. */
export const LOOKED_UP_SOURCES = 5;

export const lookUpKeysInput = z.strictObject({
  /** SHA-256 of whole secrets. */
  secretHashes: z.array(secretHash).min(1).max(MAX_LOOKED_UP, `Look up at most ${MAX_LOOKED_UP} keys at a time.`),
});

export type LookUpKeysInput = z.infer<typeof lookUpKeysInput>;

/** A key of an organization that the caller manages, found by the hash of its secret. */
export interface LookedUpKey {
  secretHash: string;
  organization: { id: string; name: string; slug: string };
  key: ApiKeyView;
  /** Who used it from where, the latest first: at most `LOOKED_UP_SOURCES`. */
  usedFrom: KeySourceView[];
}
