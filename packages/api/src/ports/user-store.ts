export interface UserRecord {
  readonly id: string;
  readonly name: string;
  readonly email: string;
}

export interface SessionRecord {
  readonly id: string;
  readonly createdAt: Date;
  readonly expiresAt: Date;
  readonly userAgent: string | null;
  readonly sourceAddress: string | null;
}

export interface PasswordResetRecord {
  readonly organizationId: string;
  readonly expiresAt: Date;
  readonly user: UserRecord;
}

/** People, who may belong to several organizations or to none, with what they sign in by. */
export interface UserReads {
  findByEmail(email: string): Promise<UserRecord | null>;
  passwordHash(id: string): Promise<string | null>;
  /** The newest first. */
  sessions(id: string, now: Date): Promise<SessionRecord[]>;
  findPasswordReset(tokenHash: string, now: Date): Promise<PasswordResetRecord | null>;
  hasTwoFactor(id: string): Promise<boolean>;
  /** The encrypted secret of an authenticator app that no code has confirmed yet. */
  unconfirmedTwoFactor(id: string): Promise<string | null>;
}

/** What ends sessions makes the subscriptions of those sessions check their access again, once it is committed. */
export interface UserWrites extends UserReads {
  /** Writes a user who signs in with a password. @throws ConcurrentChangeError when there is an account for the address meanwhile. */
  insert(user: UserRecord & { passwordHash: string; at: Date }): Promise<void>;
  rename(id: string, name: string, at: Date): Promise<void>;

  /** @param from the hash it must still have; null for any. @returns false when it has another one: nothing changed. */
  setPassword(id: string, from: string | null, hash: string, at: Date): Promise<boolean>;

  noteSourceAddress(sessionId: string, sourceAddress: string): Promise<void>;
  /** @returns the session that was ended; null when the user has no such session. */
  endSession(id: string, sessionId: string): Promise<SessionRecord | null>;
  /** Ends a user's sessions, and sign-ins that wait for their second step. @returns how many sessions. */
  endSessions(id: string, exceptSessionId: string | null): Promise<number>;

  /** Replaces the links that the organization asked for before. */
  insertPasswordReset(reset: {
    userId: string;
    organizationId: string;
    tokenHash: string;
    expiresAt: Date;
    at: Date;
  }): Promise<void>;
  /** @returns false when it was used or has expired. */
  usePasswordReset(tokenHash: string, now: Date): Promise<boolean>;
  /** Cancels every link to reset a user's password: its creator may no longer manage the user. */
  cancelPasswordResets(id: string): Promise<void>;

  /** @param secret the encrypted one that was confirmed. @returns false when it is no longer the stored one. */
  confirmTwoFactor(id: string, secret: string): Promise<boolean>;
  /** @returns false when it is off. */
  removeTwoFactor(id: string): Promise<boolean>;
}
