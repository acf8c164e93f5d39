import { claimChannels } from "@excalibur/db";
import { nextDigestAt } from "@excalibur/api/server";
import { findChannelInOutbox, type ChannelInOutbox } from "./channel-in-outbox.ts";
import { readGroup, takeNext } from "./take-next.ts";
import { tryGroup, type TryOptions } from "./try-group.ts";

/** For how long one process sends for a channel before it asks again. Longer than any one try lasts. */
const LEASE_MS = 2 * 60 * 1000;
/** Channels that one process sends for at the same time: a slow receiver holds up no other. */
const MAX_AT_ONCE = 20;

const LOOK_AGAIN_MS = 60 * 1000;
const ANY_CHANNEL = {
  name: "excalibur_any_channel",
  sql: {
    sqlite: "SELECT id FROM notification_channel LIMIT 1",
    postgresql: "SELECT id FROM notification_channel LIMIT 1",
  },
} as const;

interface Options extends TryOptions {
  /** Names this process among all. */
  readonly holder: string;
  readonly onFailure: (error: unknown) => void;
}

/**
 * Sends what waits for channels: for each channel in one process at a time, in order, each message until it is delivered or
 * given up. What was sent when a process ended is sent once more, by the same id.
 */
export class Outbox {
  readonly #options: Options;
  readonly #sending = new Map<string, Promise<void>>();
  /** The last of the beginnings, which go one after the other: each knows what the one before it has begun to send. */
  #beginning: Promise<number> = Promise.resolve(0);
  #isStopped = false;
  #hasChannels = false;
  #lookAgainAtMs = 0;

  constructor(options: Options) {
    this.#options = options;
  }

  /** Finds out whether there are channels: without any, that is all that is asked of the database. */
  async look(): Promise<void> {
    const { database, services } = this.#options;
    this.#lookAgainAtMs = services().monotonicMs() + LOOK_AGAIN_MS;
    if ((await database.readRaw(ANY_CHANNEL, [])).length > 0) this.expectMessages();
  }

  /** Looks for messages from now on. */
  expectMessages(): void {
    this.#hasChannels = true;
  }

  /** Begins to send for channels that have something due. To be called every second. @returns how many they are. */
  begin(): Promise<number> {
    const before = this.#beginning.catch(() => 0);
    this.#beginning = before.then(() => this.#beginNow());
    return this.#beginning;
  }

  async #beginNow(): Promise<number> {
    // Until a channel that another process made is found, that process sends for it.
    if (!this.#hasChannels && this.#options.services().monotonicMs() >= this.#lookAgainAtMs) await this.look();
    if (!this.#hasChannels) return 0;
    const limit = MAX_AT_ONCE - this.#sending.size;
    if (this.#isStopped || limit <= 0) return 0;
    const { database, holder, services, onFailure } = this.#options;
    const claim = { holder, now: services().now(), leaseMs: LEASE_MS, limit };
    const ids = await claimChannels(database.client, database.dialect, claim);
    for (const id of ids) {
      const sending = this.#send(id)
        .catch(onFailure)
        .finally(() => this.#sending.delete(id));
      this.#sending.set(id, sending);
    }
    return ids.length;
  }

  /** Sends all that is due, and waits until it is sent. */
  async flush(): Promise<void> {
    do await Promise.all(this.#sending.values());
    while ((await this.begin()) > 0 || this.#sending.size > 0);
  }

  /** Tries one message now, before all that waits. What came of it is in its row. */
  async sendNow({ channelId, messageId }: { channelId: string; messageId: string }): Promise<void> {
    const { client } = this.#options.database;
    const channel = await findChannelInOutbox(client, channelId);
    const group = await readGroup(client, channelId, messageId);
    if (channel !== null && group !== null) await tryGroup(channel, group, this.#options);
  }

  /** Begins nothing more, and waits for what is being sent. */
  async stop(): Promise<void> {
    this.#isStopped = true;
    await this.#beginning.catch(() => 0);
    await Promise.all(this.#sending.values());
  }

  async #send(channelId: string): Promise<void> {
    const { database, services } = this.#options;
    let digest: "due" | "notDue" | null = null;
    while (!this.#isStopped && (await this.#keepLease(channelId))) {
      const channel = await findChannelInOutbox(database.client, channelId);
      if (channel === null) return;
      const now = services().now();
      if (channel.digestMinute === null) digest = null;
      else if (await this.#passDigest(channel, now)) digest = "due";
      else digest ??= "notDue";
      if (channel.failingSince !== null || !channel.isOrganizationActive) break;
      const group = await takeNext(database, { channelId, now, digest });
      if (group === null) break;
      await tryGroup(channel, group, this.#options);
    }
    await this.#giveLeaseBack(channelId);
  }

  /** Moves a digest that is due to the next day. @returns whether it was due. */
  async #passDigest({ id, digestMinute, digestDueAt, organization }: ChannelInOutbox, now: Date): Promise<boolean> {
    if (digestMinute === null || digestDueAt === null || digestDueAt > now) return false;
    const next = nextDigestAt(digestMinute, organization.timeZone, now);
    const { notificationChannel } = this.#options.database.client;
    await notificationChannel.updateMany({ where: { id, digestDueAt }, data: { digestDueAt: next } });
    return true;
  }

  async #keepLease(id: string): Promise<boolean> {
    const { database, holder, services } = this.#options;
    const leaseUntil = new Date(services().now().getTime() + LEASE_MS);
    const where = { id, leaseHolder: holder };
    return (await database.client.notificationChannel.updateMany({ where, data: { leaseUntil } })).count === 1;
  }

  async #giveLeaseBack(id: string): Promise<void> {
    const { database, holder } = this.#options;
    const data = { leaseUntil: null, leaseHolder: null };
    await database.client.notificationChannel.updateMany({ where: { id, leaseHolder: holder }, data });
  }
}
