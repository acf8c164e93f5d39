/** An organization with so many executors takes tens of milliseconds to look through. */
const LARGE = 10_000;
/** What was found so long ago is told again; */
const FRESH_MS = 2_000;
/** and for so long while it is looked up anew. */
const TELLABLE_MS = 10_000;

interface Found {
  readonly answer: unknown;
  readonly atMs: number;
  /** Whether it is being looked up anew. */
  isOutdated: boolean;
}

/**
 * What has to look through all executors of an organization, because no index holds a time that moves. For a large
 * organization it is remembered for some seconds, so that looking at it costs the database little however many look; for
 * any other it is found out every time.
 */
export class FleetScans {
  readonly #large = new Set<string>();
  readonly #found = new Map<string, Found>();

  /** @param atMs the time of the question, in milliseconds. */
  async counts(
    organizationId: string,
    atMs: number,
    find: () => Promise<{ online: number; offline: number }>,
  ): Promise<{ online: number; offline: number }> {
    return this.ask("counts", organizationId, atMs, async () => {
      const counts = await find();
      if (counts.online + counts.offline >= LARGE) this.#large.add(organizationId);
      else this.#large.delete(organizationId);
      return counts;
    });
  }

  /** @param what names the question: equal ones have equal answers. */
  async ask<Answer>(what: string, organizationId: string, atMs: number, find: () => Promise<Answer>): Promise<Answer> {
    const name = `${organizationId} ${what}`;
    const found = this.#found.get(name);
    const ageMs = found === undefined ? Number.POSITIVE_INFINITY : atMs - found.atMs;
    if (found === undefined || ageMs < 0 || ageMs >= TELLABLE_MS) return this.#look(name, organizationId, atMs, find);
    if (ageMs >= FRESH_MS && !found.isOutdated) {
      found.isOutdated = true;
      this.#look(name, organizationId, atMs, find).catch(() => this.#found.delete(name));
    }
    return found.answer as Answer;
  }

  async #look<Answer>(
    name: string,
    organizationId: string,
    atMs: number,
    find: () => Promise<Answer>,
  ): Promise<Answer> {
    const answer = await find();
    if (this.#large.has(organizationId)) this.#found.set(name, { answer, atMs, isOutdated: false });
    else this.#found.delete(name);
    return answer;
  }
}
