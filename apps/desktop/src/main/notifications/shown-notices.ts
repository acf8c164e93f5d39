import { z } from "zod";
import { readJsonFile, writeJsonFile } from "../files/json-file.ts";

/** A key has two notices in its life, an executor one each time it goes offline: enough for months. */
const MAX_REMEMBERED = 2_000;

const saved = z.array(z.string());

/** Remembers over all runs of the app which notices were shown, so that none is shown twice. */
export class ShownNotices {
  readonly #path: string;
  readonly #ids: Set<string>;
  #writing: Promise<void> = Promise.resolve();

  private constructor(path: string, ids: readonly string[]) {
    this.#path = path;
    this.#ids = new Set(ids);
  }

  static async open(path: string): Promise<ShownNotices> {
    return new ShownNotices(path, (await readJsonFile(path, saved)) ?? []);
  }

  /** The notices that were not shown before. From now on they count as shown. */
  takeNew<Notice extends { id: string }>(notices: readonly Notice[]): Notice[] {
    const fresh = notices.filter(({ id }) => {
      const isNew = !this.#ids.has(id);
      this.#ids.add(id);
      return isNew;
    });
    if (fresh.length > 0) this.#keep();
    return fresh;
  }

  /** Resolves when every notice shown so far is saved. */
  async saved(): Promise<void> {
    await this.#writing;
  }

  #keep(): void {
    const latest = [...this.#ids].slice(-MAX_REMEMBERED);
    // One write after the other. One that fails costs a second telling after the next start and nothing else.
    this.#writing = this.#writing.then(() => writeJsonFile(this.#path, latest)).catch(() => {});
  }
}
