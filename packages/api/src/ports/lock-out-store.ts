/** That an executor presented a key which is unknown, and says who accepted it before. Nothing of it is proved. */
export interface LockOutClaim {
  readonly organizationId: string;
  readonly executorName: string;
  readonly executorKind: string;
  readonly keyId: string;
  readonly host: string | null;
  readonly address: string;
  readonly at: Date;
}

/** An executor that is locked out. */
export interface LockOutRecord extends Omit<LockOutClaim, "organizationId" | "at"> {
  /** Null: the organization has no executor of this name. */
  readonly executorId: string | null;
  readonly firstAt: Date;
  readonly lastAt: Date;
}

export interface LockOutReads {
  /** Executors that were not accepted since they were locked out, and tried within some days: by name, at most `limit`. */
  list(organizationId: string, now: Date, limit: number): Promise<{ total: number; items: LockOutRecord[] }>;
}

export interface LockOutWrites extends LockOutReads {
  /**
   * Notes a claim. One is ignored that names no organization, or a key that is there or was deleted by a person; and so are more
   * names than an organization may have that are no executors of it.
   * @returns whether it is the first of this executor since it was accepted, and which executor it is.
   */
  note(claim: LockOutClaim): Promise<{ isFirst: boolean; executorId: string | null } | "ignored">;
}
