import type { HourPoint } from "../contract/activity.ts";
import type { KeyRefusalReason } from "../domain/key-refusal.ts";

/** A use of a key that is remembered. */
export interface KeySourceRecord {
  readonly executorName: string;
  readonly address: string;
  readonly network: string;
  readonly firstAt: Date;
  readonly lastAt: Date;
  readonly uses: number;
}

export interface KeyTryRecord {
  readonly at: Date;
  readonly executorName: string;
  readonly address: string;
  readonly host: string | null;
  readonly version: string;
  readonly reason: KeyRefusalReason;
  readonly tries: number;
}

interface OfKey {
  readonly organizationId: string;
  readonly keyId: string;
  /** Null: of every executor. */
  readonly executorName: string | null;
}

/** What is remembered of syncs with keys. Every method names the organization. */
export interface ActivityReads {
  /** From where a key was used: those used latest, and how many there are. */
  sources(of: OfKey, limit: number): Promise<{ total: number; items: KeySourceRecord[] }>;
  /** The latest first. */
  tries(of: OfKey): Promise<KeyTryRecord[]>;
  /** Hours of a key or an executor from an instant on, the oldest first. */
  hours(organizationId: string, subjectId: string, from: Date): Promise<HourPoint[]>;
}
