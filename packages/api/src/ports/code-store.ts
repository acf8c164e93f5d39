import type { Labels } from "../domain/labels.ts";
import type { PresentedCode } from "../domain/enrolment-code.ts";

/** An enrolment code's row. */
export interface CodeRecord {
  readonly id: string;
  readonly organizationId: string;
  readonly executorName: string | null;
  readonly namePattern: string | null;
  readonly executorKind: string | null;
  readonly maxUses: number;
  readonly uses: number;
  readonly keyExpiresInDays: number | null;
  readonly labels: Labels;
  readonly createdAt: Date;
  readonly createdById: string;
  readonly createdByName: string;
  readonly expiresAt: Date;
  readonly revokedAt: Date | null;
}

/** A code as it is found by itself, of any organization. */
export interface FoundCode extends CodeRecord, PresentedCode {
  readonly organizationSlug: string;
}

/** That a host has used a code. */
export interface CodeUse {
  readonly codeId: string;
  readonly secretHash: string;
  readonly keyId: string;
  readonly executorName: string;
  readonly sourceAddress: string;
  readonly at: Date;
}

export interface CodeReads {
  /** The newest first; at most `limit`. */
  list(organizationId: string, limit: number): Promise<CodeRecord[]>;
  /** By the code itself, which is what entitles to use it; of any organization. */
  findByHash(codeHash: string): Promise<FoundCode | null>;
  /** The use by a host with this secret, if it has used the code. */
  findUse(codeId: string, secretHash: string): Promise<CodeUse | null>;
  /** The latest uses of a code of an organization, the latest first. */
  listUses(organizationId: string, codeId: string, limit: number): Promise<CodeUse[]>;
  /** The first use of a code. */
  findFirstUse(codeId: string): Promise<CodeUse | null>;
}

export interface CodeWrites extends CodeReads {
  insert(code: CodeRecord & { readonly codeHash: string }): Promise<void>;
  /** @returns the code as it was; null when the organization has no such code, or it was revoked before. */
  revoke(organizationId: string, id: string, now: Date): Promise<CodeRecord | null>;
  /**
   * Counts a use of an open code. Other changes of the code wait until this one ends.
   * @returns how many uses there are. @throws ConcurrentChangeError when it is no longer open.
   */
  countUse(id: string, now: Date): Promise<{ uses: number }>;
  /** Notes who has used it. */
  noteUse(use: CodeUse): Promise<void>;
}
