import {
  ANY_CHANGE,
  LiveBacklog,
  type LiveAudience,
  type LiveBus,
  type LiveFeed,
  type LiveSubscriber,
  type PublishedChange,
} from "@excalibur/api/server";
import superjson from "superjson";
import type { InProcessLiveBus } from "./in-process-live-bus.ts";

/** Milliseconds in which changes are collected before the other processes are told. */
const COLLECT_MS = 25;

/** What PostgreSQL carries in one notification, less what is written around it. */
const MAX_BYTES = 7_800;

type Message =
  | { readonly organizationId: string; readonly change: PublishedChange }
  /** The name that servers of the version before know. */
  | { readonly endFor: LiveAudience };

/** The bus of one of several server processes: what happens here is told to the subscriptions of all of them. */
export class SharedLiveBus implements LiveBus {
  readonly #own: InProcessLiveBus;
  readonly #tellOthers: (texts: readonly string[]) => void;
  readonly #after: (ms: number, work: () => void) => void;
  #waiting = new Map<string, LiveBacklog>();

  constructor(
    own: InProcessLiveBus,
    tellOthers: (texts: readonly string[]) => void,
    after: (ms: number, work: () => void) => void,
  ) {
    this.#own = own;
    this.#tellOthers = tellOthers;
    this.#after = after;
  }

  publish(about: { readonly organizationId: string; readonly change: PublishedChange }): void {
    this.#own.publish(about);
    if (this.#waiting.size === 0) this.#after(COLLECT_MS, () => this.#flush());
    const backlog = this.#waiting.get(about.organizationId) ?? new LiveBacklog();
    backlog.add(about.change);
    this.#waiting.set(about.organizationId, backlog);
  }

  recheckAccess(audience: LiveAudience): void {
    this.#own.recheckAccess(audience);
    this.#tellOthers([superjson.stringify({ endFor: audience } satisfies Message)]);
  }

  open(subscriber: LiveSubscriber): LiveFeed {
    return this.#own.open(subscriber);
  }

  /** What another process has sent. */
  onPeerMessage(text: string): void {
    if (this.#own.size === 0) return;
    const message = superjson.parse<Message>(text);
    if ("endFor" in message) this.#own.recheckAccess(message.endFor);
    else this.#own.publish(message);
  }

  /** What other processes told may not have arrived. */
  noteMissed(): void {
    for (const change of ANY_CHANGE) this.#own.publishToAll(change);
  }

  #flush(): void {
    const waiting = this.#waiting;
    this.#waiting = new Map();
    const texts = [...waiting].flatMap(([organizationId, backlog]) =>
      backlog.take().map((change) => textOf(organizationId, change)),
    );
    if (texts.length > 0) this.#tellOthers(texts);
  }
}

/** Where it is too long to be told, it becomes "read again". */
function textOf(organizationId: string, change: PublishedChange): string {
  const text = superjson.stringify({ organizationId, change } satisfies Message);
  if (Buffer.byteLength(text) <= MAX_BYTES) return text;
  const shorter = ANY_CHANGE.find(({ kind }) => kind === change.kind) ?? change;
  return superjson.stringify({ organizationId, change: shorter } satisfies Message);
}
