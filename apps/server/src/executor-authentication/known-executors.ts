import type { BoundExecutor, KnownExecutors } from "@excalibur/api/server";

/** Nearly always one executor or none is bound to a key, so a map, which costs more than all else, is made only for more. */
export class FewExecutors implements KnownExecutors {
  #name: string | null = null;
  #executor: BoundExecutor | undefined;
  #others: Map<string, BoundExecutor> | null = null;

  get(name: string): BoundExecutor | undefined {
    return name === this.#name ? this.#executor : this.#others?.get(name);
  }

  set(name: string, executor: BoundExecutor): void {
    this.#name ??= name;
    if (name === this.#name) this.#executor = executor;
    else (this.#others ??= new Map<string, BoundExecutor>()).set(name, executor);
  }
}
