import type { EventView } from "@excalibur/api/contract";

/** Events of so long before the latest one are asked for again: another server, or a longer change, may have written one later. */
const ASKED_AGAIN_MS = 30_000;

type Page = { readonly items: EventView[]; readonly nextCursor: string | null };
type ReadPage = (asked: { cursor: string | null; from?: Date }) => Promise<Page>;

/** Tells events that are new, each once, however late it was written within half a minute. */
export class EventFollower {
  readonly #told = new Map<string, number>();
  #latest: number | null = null;
  /** Events from before it are not new, known or not; until the first reading has come back. */
  #begin: number;

  /** @param known the latest events, which are not told. What is older is not told either. */
  constructor(known: readonly EventView[]) {
    this.#remember(known);
    this.#begin = this.#latest ?? 0;
  }

  /** @returns the new ones, the oldest first, however many pages they fill. */
  async readNews(readPage: ReadPage): Promise<EventView[]> {
    const from = this.#latest === null ? {} : { from: new Date(this.#latest - ASKED_AGAIN_MS) };
    const found: EventView[] = [];
    for (let cursor: string | null = null; ;) {
      const { items, nextCursor } = await readPage({ cursor, ...from });
      found.push(...items.filter(({ id }) => !this.#told.has(id)));
      if (nextCursor === null) break;
      cursor = nextCursor;
    }
    this.#remember(found);
    const news = found.filter(({ at }) => at.getTime() >= this.#begin).toReversed();
    this.#begin = 0;
    return news;
  }

  #remember(events: readonly EventView[]): void {
    for (const { id, at } of events) {
      this.#told.set(id, at.getTime());
      this.#latest = Math.max(this.#latest ?? 0, at.getTime());
    }
    const oldest = (this.#latest ?? 0) - ASKED_AGAIN_MS;
    for (const [id, at] of this.#told) if (at < oldest) this.#told.delete(id);
  }
}
