import {
  closeSync,
  existsSync,
  fstatSync,
  fsyncSync,
  ftruncateSync,
  openSync,
  readFileSync,
  readSync,
  writeSync,
} from "node:fs";
import { join } from "node:path";
import { CHAIN_START, type AuditRecord } from "@excalibur/api/server";
import { z } from "zod";
import { EXIT_UNUSABLE } from "../verify-export.ts";
import { replaceFile } from "./replace-file.ts";
import { WitnessFailure } from "./witness-failure.ts";

const HASH_BYTES = 32;

/** What a witness has promised: the last head that it signed. */
const stateSchema = z.strictObject({
  organizationId: z.string(),
  sequence: z.int().min(1),
  hash: z.string().regex(/^[0-9a-f]{64}$/),
});
type State = z.infer<typeof stateSchema>;

/**
 * What a witness has seen of one log: the head up to which it has promised (`head.json`, replaced as a whole), and the hash
 * of every row (`hashes`, 32 bytes each), so that it can name the first row that a log has lost.
 */
export class SeenLog {
  readonly #folder: string;
  readonly #file: number;
  #state: State | null;
  #sequence: number;
  #hash: string;
  #unwritten: string[] = [];
  organizationId: string | null;
  /** The last row up to which this process has handed in a signature; 0: none. */
  signedHere = 0;

  /** @throws WitnessFailure when the files are damaged: a witness that forgets is none. */
  constructor(folder: string) {
    this.#folder = folder;
    this.#state = readState(join(folder, "head.json"));
    const path = join(folder, "hashes");
    this.#file = openSync(path, existsSync(path) ? "r+" : "w+", 0o600);
    this.organizationId = this.#state?.organizationId ?? null;
    this.#sequence = this.#state?.sequence ?? CHAIN_START.sequence;
    this.#hash = this.#state?.hash ?? CHAIN_START.hash;
    const isWhole =
      fstatSync(this.#file).size >= this.#sequence * HASH_BYTES && this.hashAt(this.#sequence) === this.#hash;
    if (!isWhole) {
      closeSync(this.#file);
      throw new WitnessFailure(
        EXIT_UNUSABLE,
        `The files in ${folder} are damaged. Make a new witness in another folder.`,
      );
    }
    // What was seen after the last promise is seen again.
    ftruncateSync(this.#file, this.#sequence * HASH_BYTES);
  }

  /** The last row that was seen. */
  get head(): { sequence: number; hash: string } {
    return { sequence: this.#sequence, hash: this.#hash };
  }

  /** The number of the last row up to which a head was signed; 0: none. */
  get promised(): number {
    return this.#state?.sequence ?? 0;
  }

  /** Notes the next row. It lasts once `promise` has returned. */
  add({ sequence, hash, organizationId }: Pick<AuditRecord, "sequence" | "hash" | "organizationId">): void {
    this.organizationId ??= organizationId;
    this.#unwritten.push(hash);
    [this.#sequence, this.#hash] = [sequence, hash];
    if (this.#unwritten.length >= 4_096) this.#write();
  }

  /** The hash that a row had when it was seen. */
  hashAt(sequence: number): string {
    if (sequence === CHAIN_START.sequence) return CHAIN_START.hash;
    this.#write();
    const bytes = Buffer.alloc(HASH_BYTES);
    readSync(this.#file, bytes, 0, HASH_BYTES, (sequence - 1) * HASH_BYTES);
    return bytes.toString("hex");
  }

  /** Makes what was seen last, before it is signed: the witness will never sign another head of these rows. */
  promise(): void {
    if (this.organizationId === null || this.#sequence === this.promised) return;
    this.#write();
    fsyncSync(this.#file);
    const state = { organizationId: this.organizationId, sequence: this.#sequence, hash: this.#hash };
    replaceFile(join(this.#folder, "head.json"), JSON.stringify(state));
    this.#state = state;
  }

  close(): void {
    closeSync(this.#file);
  }

  #write(): void {
    const hashes = this.#unwritten;
    if (hashes.length === 0) return;
    this.#unwritten = [];
    writeSync(
      this.#file,
      Buffer.from(hashes.join(""), "hex"),
      0,
      undefined,
      (this.#sequence - hashes.length) * HASH_BYTES,
    );
  }
}

function readState(path: string): State | null {
  if (!existsSync(path)) return null;
  try {
    return stateSchema.parse(JSON.parse(readFileSync(path, "utf8")));
  } catch {
    throw new WitnessFailure(EXIT_UNUSABLE, `The file ${path} is damaged. Make a new witness in another folder.`);
  }
}
