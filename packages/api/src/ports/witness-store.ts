/** A witness's row. */
export interface WitnessRecord {
  readonly id: string;
  readonly organizationId: string;
  readonly name: string;
  /** The whole key, as `readKey` of `WitnessKeys` takes it. */
  readonly key: string;
  readonly createdAt: Date;
  readonly createdById: string;
  readonly createdByName: string;
}

/** A head of an audit log that a witness has co-signed. */
export interface CosignedHead {
  readonly witnessId: string;
  readonly sequence: number;
  readonly hash: string;
  /** When the witness signed it, by its own clock. */
  readonly at: Date;
  /** The signed note that says so. */
  readonly note: string;
}

/** Witnesses of one organization's audit log. A row of another one is as good as absent. */
export interface WitnessReads {
  /** By name. */
  list(organizationId: string): Promise<WitnessRecord[]>;
  /** The kept heads of all of them, in the order of the rows. */
  cosignedHeads(organizationId: string): Promise<CosignedHead[]>;
}

export interface WitnessWrites extends WitnessReads {
  /** Concurrent changes that count wait for this one. */
  countForUpdate(organizationId: string): Promise<number>;
  /** @returns false when the organization has a witness of this name: then nothing changes. */
  insertUnlessThere(witness: WitnessRecord): Promise<boolean>;
  /** With its co-signed heads. @returns the witness; null when there is none. */
  remove(organizationId: string, id: string): Promise<WitnessRecord | null>;
  /** Keeps a head, and of the witness's earlier ones so many that there are `kept`. */
  keepHead(organizationId: string, head: CosignedHead, receivedAt: Date, kept: number): Promise<void>;
}

/** What a co-signed checkpoint says. */
export interface OpenedCosignature {
  readonly organizationId: string;
  readonly sequence: number;
  readonly hash: string;
  readonly at: Date;
}

/** Reads keys and signatures of witnesses. */
export interface WitnessKeys {
  /** The name that a key signs by; null when the text is no complete key. */
  nameOf(key: string): string | null;
  /** What a note says that was signed with a key; null when it was not. */
  open(note: string, key: string): OpenedCosignature | null;
}
