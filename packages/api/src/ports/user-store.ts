export interface UserRecord {
  readonly id: string;
  readonly name: string;
  readonly email: string;
}

/** People, who may belong to several organizations or to none. */
export interface UserStore {
  findByEmail(email: string): Promise<UserRecord | null>;
  /** Writes a user who signs in with a password. @throws LostRaceError when there is an account for the address meanwhile. */
  insert(user: UserRecord & { passwordHash: string; at: Date }): Promise<void>;
}
