/** The selected rows of a long list, also those that are not drawn. It is no React state: a change renders checkboxes, not rows. */
export class RowSelection {
  #ids: ReadonlySet<string> = new Set();
  /** The row that was chosen last, from which a range goes. */
  #from: number | null = null;
  readonly #listeners = new Set<() => void>();

  /** The same object until the selection changes. */
  readonly ids = (): ReadonlySet<string> => this.#ids;

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  /** Selects these and no others. */
  readonly set = (ids: Iterable<string>): void => {
    this.#change(ids, null);
  };

  /** Selects a row, or takes it out. */
  readonly toggle = (id: string, index: number): void => {
    const ids = new Set(this.#ids);
    if (!ids.delete(id)) ids.add(id);
    this.#change(ids, index);
  };

  /** Selects every row from the one chosen last to this one. @param idAt the row at an index; undefined while it is not here. */
  readonly extendTo = (index: number, idAt: (index: number) => string | undefined): void => {
    const from = this.#from ?? index;
    const first = Math.min(from, index);
    const between = Array.from({ length: Math.abs(from - index) + 1 }, (_, offset) => idAt(first + offset));
    this.#change([...this.#ids, ...between.filter((id) => id !== undefined)], index);
  };

  #change(ids: Iterable<string>, from: number | null): void {
    this.#ids = new Set(ids);
    this.#from = from;
    for (const listener of this.#listeners) listener();
  }
}
