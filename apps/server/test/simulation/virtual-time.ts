/** A process that receives events, and can be stopped or end. */
export interface Host {
  /** Until when it does nothing, by the simulation's time. */
  pausedUntilMs: number;
  isDead: boolean;
}

interface Event {
  readonly atMs: number;
  readonly order: number;
  readonly host: Host | null;
  readonly happen: () => void;
  isCancelled: boolean;
}

/** As long as the longest chain of promises after an event. */
const MICROTASKS_BETWEEN_EVENTS = 16;

/** Time that passes from event to event. The same events in the same order make the same run, always. */
export class VirtualTime {
  nowMs = 0;
  #order = 0;
  /** A binary heap: the next event first. */
  readonly #events: Event[] = [];

  /** Lets something happen later. What happens to a host that is paused waits until it goes on. */
  after(ms: number, host: Host | null, happen: () => void): () => void {
    return this.#add({ atMs: this.nowMs + Math.max(0, ms), order: this.#order++, host, happen, isCancelled: false });
  }

  async runUntil(endMs: number): Promise<void> {
    for (let next = this.#take(); next !== undefined && next.atMs <= endMs; next = this.#take()) {
      if (next.isCancelled || next.host?.isDead) continue;
      this.nowMs = next.atMs;
      if (next.host !== null && next.host.pausedUntilMs > this.nowMs) {
        this.#add({ ...next, atMs: next.host.pausedUntilMs });
        continue;
      }
      next.happen();
      for (let turn = 0; turn < MICROTASKS_BETWEEN_EVENTS; turn++) await Promise.resolve();
    }
  }

  #add(event: Event): () => void {
    const heap = this.#events;
    let index = heap.push(event) - 1;
    while (index > 0) {
      const parent = (index - 1) >> 1;
      if (!isBefore(event, heap[parent])) break;
      heap[index] = heap[parent] as Event;
      index = parent;
    }
    heap[index] = event;
    return () => {
      event.isCancelled = true;
    };
  }

  #take(): Event | undefined {
    const heap = this.#events;
    const [first] = heap;
    const last = heap.pop();
    if (last === undefined || heap.length === 0) return first;
    let index = 0;
    for (;;) {
      const left = 2 * index + 1;
      const child = isBefore(heap[left + 1], heap[left]) ? left + 1 : left;
      if (!isBefore(heap[child], last)) break;
      heap[index] = heap[child] as Event;
      index = child;
    }
    heap[index] = last;
    return first;
  }
}

function isBefore(a: Event | undefined, b: Event | undefined): boolean {
  if (a === undefined || b === undefined) return a !== undefined;
  return a.atMs < b.atMs || (a.atMs === b.atMs && a.order < b.order);
}
