import type { Database } from "../connections/database.ts";

interface Waiting<Request, Row> {
  readonly request: Request;
  readonly resolve: (row: Row | null) => void;
  readonly reject: (error: unknown) => void;
}

/** Statements on their way at once; more would only wait for a connection. */
const UNDER_WAY = 2;
const LARGEST_STATEMENT = 200;

/**
 * Loads one row for each request with as few statements as the database keeps up with: requests that arrive while
 * statements are under way share the next one (the pattern is known as DataLoader). No request joins a statement that was
 * sent before it arrived.
 */
export class BatchLoader<Request, Row> {
  readonly #read: (requests: readonly Request[]) => Promise<readonly (Row | null)[]>;
  #waiting: Waiting<Request, Row>[] = [];
  #underWay = 0;

  /** @param read one statement for all of them: a row, or null, for each in their order. */
  constructor(read: (requests: readonly Request[]) => Promise<readonly (Row | null)[]>) {
    this.#read = read;
  }

  load(request: Request): Promise<Row | null> {
    return new Promise((resolve, reject) => {
      this.#waiting.push({ request, resolve, reject });
      // What arrives in the same turn of the event loop goes along.
      if (this.#waiting.length === 1 && this.#underWay < UNDER_WAY) setImmediate(() => this.#send());
    });
  }

  #send(): void {
    while (this.#waiting.length > 0 && this.#underWay < UNDER_WAY) {
      const batch = this.#waiting.slice(0, LARGEST_STATEMENT);
      this.#waiting = this.#waiting.slice(LARGEST_STATEMENT);
      this.#underWay += 1;
      void this.#answer(batch).finally(() => {
        this.#underWay -= 1;
        this.#send();
      });
    }
  }

  async #answer(batch: readonly Waiting<Request, Row>[]): Promise<void> {
    try {
      const rows = await this.#read(batch.map(({ request }) => request));
      batch.forEach(({ resolve }, index) => resolve(rows[index] ?? null));
    } catch (error) {
      for (const { reject } of batch) reject(error);
    }
  }
}

/**
 * A loader for each database, made when it is first asked for.
 * @param read one statement for all requests: a row, or null, for each in their order
 */
export function loaderOfEachDatabase<Request, Row>(
  read: (database: Database, requests: readonly Request[]) => Promise<readonly (Row | null)[]>,
): (database: Database) => BatchLoader<Request, Row> {
  const loaders = new WeakMap<Database, BatchLoader<Request, Row>>();
  return (database) => {
    const known = loaders.get(database);
    if (known !== undefined) return known;
    const loader = new BatchLoader<Request, Row>((requests) => read(database, requests));
    loaders.set(database, loader);
    return loader;
  };
}
