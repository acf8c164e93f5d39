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

/** Milliseconds in which changes are collected before they are sent to the other processes. */
const COLLECT_MS = 25;

/** What PostgreSQL carries in one notification, less what is written around it. */
const MAX_BYTES = 7_800;

type Message =
  | { readonly organizationId: string; readonly change: PublishedChange }
  /** The name in the messages of earlier versions. */
  | { readonly recheckAccess: LiveAudience };

/** The bus of one of several server processes: publishes to the subscriptions of all of them. */
export class SharedLiveBus implements LiveBus {
  readonly #own: InProcessLiveBus;
  readonly #sendToPeers: (texts: readonly string[]) => void;
  readonly #after: (ms: number, work: () => void) => void;
  #waiting = new Map<string, LiveBacklog>();

  constructor(
    own: InProcessLiveBus,
    sendToPeers: (texts: readonly string[]) => void,
    after: (ms: number, work: () => void) => void,
  ) {
    this.#own = own;
    this.#sendToPeers = sendToPeers;
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
    this.#sendToPeers([superjson.stringify({ recheckAccess: audience } satisfies Message)]);
  }

  open(subscriber: LiveSubscriber): LiveFeed {
    return this.#own.open(subscriber);
  }

  /** What another process has sent. */
  onPeerMessage(text: string): void {
    if (this.#own.size === 0) return;
    const message = superjson.parse<Message>(text);
    if ("recheckAccess" in message) this.#own.recheckAccess(message.recheckAccess);
    else this.#own.publish(message);
  }

  /** Messages of other processes may have been missed: every subscriber reads again. */
  noteMissed(): void {
    for (const change of ANY_CHANGE) this.#own.publishToAll(change);
  }

  #flush(): void {
    const waiting = this.#waiting;
    this.#waiting = new Map();
    const texts = [...waiting].flatMap(([organizationId, backlog]) =>
      backlog.take().map((change) => textOf(organizationId, change)),
    );
    if (texts.length > 0) this.#sendToPeers(texts);
  }
}

/** The text of a change. One that is too long for a notification becomes "read again". */
function textOf(organizationId: string, change: PublishedChange): string {
  const text = superjson.stringify({ organizationId, change } satisfies Message);
  if (Buffer.byteLength(text) <= MAX_BYTES) return text;
  const shorter = ANY_CHANGE.find(({ kind }) => kind === change.kind) ?? change;
  return superjson.stringify({ organizationId, change: shorter } satisfies Message);
}
