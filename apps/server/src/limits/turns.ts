import { refuse } from "@excalibur/api/server";

/** Milliseconds after which to come back to a line that was full. */
const RETRY_AFTER_MS = 5_000;

/** Lets those who want something of the same subject have it one after the other, in the order in which they came. */
export class Turns {
  readonly #maxWaiting: number;
  readonly #lines = new Map<string, { last: Promise<unknown>; length: number }>();

  /** @param maxWaiting of one subject at a time. */
  constructor(maxWaiting: number) {
    this.#maxWaiting = maxWaiting;
  }

  /** Runs work once all that came before it for the subject is done. @throws Refusal `busy` when too many wait already. */
  async run<Result>(subject: string, work: () => Promise<Result>): Promise<Result> {
    const line = this.#lines.get(subject) ?? { last: Promise.resolve(), length: 0 };
    if (line.length > this.#maxWaiting) throw refuse("busy", { retryAfterMs: RETRY_AFTER_MS });
    const result = line.last.then(work);
    line.last = result.catch(() => {});
    line.length++;
    this.#lines.set(subject, line);
    try {
      return await result;
    } finally {
      line.length--;
      if (line.length === 0) this.#lines.delete(subject);
    }
  }
}
