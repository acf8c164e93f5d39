/** From this many executors on, a scan of an organization takes tens of milliseconds. */
const LARGE = 10_000;
/** An answer this young is returned as it is. */
const FRESH_MS = 2_000;
/** An older one, up to this age, is returned while a new scan runs. */
const STALE_WHILE_REVALIDATE_MS = 10_000;

/** How many executors an organization has, none counted beyond `limit`. */
type CountExecutors = (organizationId: string, limit: number) => Promise<number>;

interface Found {
  readonly answer: unknown;
  readonly atMs: number;
  isRevalidating: boolean;
}

/**
 * Caches the answers of scans over all executors of an organization; no index answers them, because they depend on the
 * current time. Only answers of large organizations are cached: an admin's page then costs the database the same for any
 * number of admins. A small organization is scanned at every question.
 */
export class StaleWhileRevalidate {
  /** The organizations whose size is known, and whether they are large. */
  readonly #isLarge = new Map<string, boolean>();
  readonly #found = new Map<string, Found>();
  readonly #countUpTo: CountExecutors;

  /** @param countUpTo asked once for each organization, before its first scan. */
  constructor(countUpTo: CountExecutors = async () => 0) {
    this.#countUpTo = countUpTo;
  }

  /**
   * Counts all executors of an organization, and so finds out again whether it is a large one.
   * @param atMs the time of the question, in milliseconds.
   */
  async counts<Counts extends Readonly<Record<string, number>>>(
    what: string,
    organizationId: string,
    atMs: number,
    find: () => Promise<Counts>,
  ): Promise<Counts> {
    return this.ask(what, organizationId, atMs, async () => {
      const counts = await find();
      const total = Object.values(counts).reduce((sum, count) => sum + count, 0);
      this.#isLarge.set(organizationId, total >= LARGE);
      return counts;
    });
  }

  /** @param what names the question: equal ones have equal answers. */
  async ask<Answer>(what: string, organizationId: string, atMs: number, find: () => Promise<Answer>): Promise<Answer> {
    const name = `${organizationId} ${what}`;
    const found = this.#found.get(name);
    const ageMs = found === undefined ? Number.POSITIVE_INFINITY : atMs - found.atMs;
    if (found === undefined || ageMs < 0 || ageMs >= STALE_WHILE_REVALIDATE_MS)
      return this.#scan(name, organizationId, atMs, find);
    if (ageMs >= FRESH_MS && !found.isRevalidating) {
      found.isRevalidating = true;
      this.#scan(name, organizationId, atMs, find).catch(() => this.#found.delete(name));
    }
    return found.answer as Answer;
  }

  async #scan<Answer>(
    name: string,
    organizationId: string,
    atMs: number,
    find: () => Promise<Answer>,
  ): Promise<Answer> {
    if (!this.#isLarge.has(organizationId)) {
      this.#isLarge.set(organizationId, (await this.#countUpTo(organizationId, LARGE)) >= LARGE);
    }
    const answer = await find();
    if (this.#isLarge.get(organizationId) === true) this.#found.set(name, { answer, atMs, isRevalidating: false });
    else this.#found.delete(name);
    return answer;
  }
}
