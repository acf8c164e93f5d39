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

  noteOther(executorId: string, instanceId: string | null): void {
    if (isNews(this.#executor, executorId, instanceId)) this.#executor = undefined;
    for (const [name, executor] of this.#others ?? []) {
      if (isNews(executor, executorId, instanceId)) this.#others?.delete(name);
    }
  }

  #find(name: string): KnownExecutor | undefined {
    return name === this.#name ? this.#executor : this.#others?.get(name);
  }
}

/** Whether an executor is known here, but not that this instance is one of it. */
function isNews(known: BoundExecutor | undefined, executorId: string, instanceId: string | null): boolean {
  if (known?.id !== executorId || known.instanceId === instanceId) return false;
  return known.duplicated?.others.every((other) => other.instanceId !== instanceId) ?? true;
}
