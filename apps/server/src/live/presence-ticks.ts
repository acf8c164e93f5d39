import { LiveBacklog, type LiveBus } from "@excalibur/api/server";

interface Moved {
  readonly id: string;
  readonly organizationId: string;
}

/** Milliseconds between two messages of one kind about who was seen. */
export const PRESENCE_TICK_MS = 2_000;

/** Collects the rows whose "last seen" or "last used" was written, and publishes them to the organizations at every tick. */
export class PresenceTicks {
  readonly #live: Pick<LiveBus, "publish">;
  #moved = new Map<string, LiveBacklog>();

  constructor(live: Pick<LiveBus, "publish">) {
    this.#live = live;
  }

  note(kind: "keys" | "executors", rows: readonly Moved[]): void {
    for (const { id, organizationId } of rows) {
      const backlog = this.#moved.get(organizationId) ?? new LiveBacklog();
      backlog.add({ kind, ids: [id] });
      this.#moved.set(organizationId, backlog);
    }
  }

  /** Meant to be called every `PRESENCE_TICK_MS`. */
  tick(): void {
    const moved = this.#moved;
    this.#moved = new Map();
    for (const [organizationId, backlog] of moved) {
      for (const change of backlog.take()) this.#live.publish({ organizationId, change });
    }
  }
}
