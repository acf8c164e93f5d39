import type { Effect } from "@excalibur/api/server";

type Kind = Effect["kind"];
export type EffectOf<K extends Kind> = Extract<Effect, { readonly kind: K }>;

/** The effects of a change that nothing has performed yet. */
export class PendingEffects {
  /** By kind: a change of many keys has thousands, and looks through those of one kind for each key. */
  readonly #pending = new Map<Kind, Effect[]>();
  #isOver = false;

  /** @throws TypeError once the change is over: its work has started something that it did not wait for. */
  add(...effects: readonly Effect[]): void {
    if (this.#isOver) throw new TypeError("The change is over");
    for (const effect of effects) {
      const ofKind = this.#pending.get(effect.kind);
      if (ofKind === undefined) this.#pending.set(effect.kind, [effect]);
      else ofKind.push(effect);
    }
  }

  /** Whether an effect of a kind is pending that fits. */
  has<K extends Kind>(kind: K, fits: (effect: EffectOf<K>) => boolean): boolean {
    return this.#ofKind(kind).some(fits);
  }

  /** No effect is added from now on. */
  end(): void {
    this.#isOver = true;
  }

  /** The effects of a kind, in the order in which they were added. The caller performs them: they are no longer pending. */
  take<K extends Kind>(kind: K): EffectOf<K>[] {
    const taken = this.#ofKind(kind);
    this.#pending.delete(kind);
    return taken;
  }

  /** @throws TypeError when effects of other kinds are pending: some step of the change was left out. */
  requireOnly(...kinds: readonly Kind[]): void {
    const left = [...this.#pending.keys()].find((kind) => !kinds.includes(kind));
    if (left !== undefined) throw new TypeError(`Nothing has performed an effect of the change: ${left}`);
  }

  #ofKind<K extends Kind>(kind: K): EffectOf<K>[] {
    return (this.#pending.get(kind) ?? []) as EffectOf<K>[];
  }
}
