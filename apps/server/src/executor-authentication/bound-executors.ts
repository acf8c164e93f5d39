import type { BoundExecutor, KnownExecutors } from "@excalibur/api/server";

interface KnownExecutor extends BoundExecutor {
  lastSeenAt: Date;
}

/** Nearly always one executor or none is bound to a key. A map for each key would cost more memory than the rest of it, so only a second executor gets one. */
export class BoundExecutors implements KnownExecutors {
  #name: string | null = null;
  #executor: KnownExecutor | undefined;
  #others: Map<string, KnownExecutor> | null = null;

  get(name: string): BoundExecutor | undefined {
    return this.#find(name);
  }

  set(name: string, executor: BoundExecutor): void {
    const known = { ...executor };
    this.#name ??= name;
    if (name === this.#name) this.#executor = known;
    else (this.#others ??= new Map<string, KnownExecutor>()).set(name, known);
  }

  seen(name: string, at: Date): void {
    const known = this.#find(name);
    if (known !== undefined) known.lastSeenAt = at;
  }

  #find(name: string): KnownExecutor | undefined {
    return name === this.#name ? this.#executor : this.#others?.get(name);
  }
}
