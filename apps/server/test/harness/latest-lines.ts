const KEPT = 40;

/** The latest lines that test servers of this process logged: what a test that fails has to tell besides its own error. */
class LatestLines {
  #lines: string[] = [];

  write(line: string): void {
    this.#lines.push(line.trimEnd());
    if (this.#lines.length > KEPT) this.#lines.shift();
  }

  toString(): string {
    return this.#lines.join("\n");
  }
}

export const latestLines = new LatestLines();
