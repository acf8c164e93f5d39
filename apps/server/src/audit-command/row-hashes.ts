const HASH_BYTES = 32;
const FIRST_ROWS = 1_024;

/** The hashes of rows, in the order of their numbers, in little memory: 32 bytes each. */
export class RowHashes {
  #bytes = Buffer.alloc(FIRST_ROWS * HASH_BYTES);
  #first = 1;
  #count = 0;

  add(sequence: number, hash: string): void {
    if (this.#count === 0) this.#first = sequence;
    if ((this.#count + 1) * HASH_BYTES > this.#bytes.length) {
      this.#bytes = Buffer.concat([this.#bytes, Buffer.alloc(this.#bytes.length)]);
    }
    this.#bytes.write(hash, this.#count * HASH_BYTES, "hex");
    this.#count += 1;
  }

  /** Hexadecimal; null when there is no such row. */
  at(sequence: number): string | null {
    const index = sequence - this.#first;
    if (index < 0 || index >= this.#count) return null;
    return this.#bytes.toString("hex", index * HASH_BYTES, (index + 1) * HASH_BYTES);
  }
}
