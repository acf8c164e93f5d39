/** A head of one organization's audit log, as witnesses sign it. */
export interface Checkpoint {
  readonly organizationId: string;
  /** The number of the last row. */
  readonly sequence: number;
  /** Its hash, hexadecimal. */
  readonly hash: string;
}

/** Says what the hash is: the last one of a chain of this product, not the root of a Merkle tree. */
const ORIGIN = "excalibur.audit/";

/** Both databases keep numbers of rows up to this one. */
const LAST_SEQUENCE = 2_147_483_647;

const TEXT = /^excalibur\.audit\/(org_[0-9a-z]+)\n([1-9][0-9]{0,9})\n([A-Za-z0-9+/]{43}=)\n$/;

/** The lines of a checkpoint as in C2SP's tlog-checkpoint: origin, number of rows, hash in base64. */
export function checkpointText({ organizationId, sequence, hash }: Checkpoint): string {
  return `${ORIGIN}${organizationId}\n${sequence}\n${Buffer.from(hash, "hex").toString("base64")}\n`;
}

/** Reads them back. Null when they are not exactly so. */
export function readCheckpoint(text: string): Checkpoint | null {
  const [, organizationId, sequence, hash] = TEXT.exec(text) ?? [];
  if (organizationId === undefined || sequence === undefined || hash === undefined) return null;
  const checkpoint = { organizationId, sequence: Number(sequence), hash: Buffer.from(hash, "base64").toString("hex") };
  return checkpoint.sequence <= LAST_SEQUENCE && checkpointText(checkpoint) === text ? checkpoint : null;
}
