import { z } from "zod";
import { readJsonFile, writeJsonFile } from "../files/json-file.ts";

/** A key is told of twice in its life, an executor each time it goes: enough for months. */
const MAX_REMEMBERED = 2_000;

const saved = z.array(z.string());

/** Remembers over all runs of the app what was told, so that nothing is told twice. */
export class ToldNotices {
  readonly #path: string;
  readonly #ids: Set<string>;
  #writing: Promise<void> = Promise.resolve();

  private constructor(path: string, ids: readonly string[]) {
    this.#path = path;
    this.#ids = new Set(ids);
  }

  static async open(path: string): Promise<ToldNotices> {
    return new ToldNotices(path, (await readJsonFile(path, saved)) ?? []);
  }

  /** Those of the notices that were not told before. From now on they count as told. */
  takeNew<Notice extends { id: string }>(notices: readonly Notice[]): Notice[] {
    const fresh = notices.filter(({ id }) => {
      const isNew = !this.#ids.has(id);
      this.#ids.add(id);
      return isNew;
    });
    if (fresh.length > 0) this.#keep();
    return fresh;
  }

  /** Resolves when everything told so far is remembered. */
  async settled(): Promise<void> {
    await this.#writing;
  }

  #keep(): void {
    const latest = [...this.#ids].slice(-MAX_REMEMBERED);
    // One write after the other. One that fails costs a second telling after the next start and nothing else.
    this.#writing = this.#writing.then(() => writeJsonFile(this.#path, latest)).catch(() => {});
  }
}
