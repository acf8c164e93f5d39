import { findLogsToPush, type Database } from "@excalibur/db";

/** Milliseconds for which one server process has a log to itself. Longer than one attempt takes. */
const CLAIM_MS = 60_000;

/** How far each log was pushed to a destination. The cursor is the number of the last row that was delivered. */
export class PushCursors {
  readonly #database: Database;
  readonly #destination: string;
  readonly #claimedBy: string;
  readonly #now: () => Date;

  /** @param destination stands for its address. @param claimedBy names this server process. */
  constructor({ database, destination, claimedBy, now }: PushCursorsOptions) {
    this.#database = database;
    this.#destination = destination;
    this.#claimedBy = claimedBy;
    this.#now = now;
  }

  /** Ids of the organizations whose logs have rows that are due. */
  due(): Promise<string[]> {
    return findLogsToPush(this.#database, this.#destination, this.#now());
  }

  /** Takes a log, unless another process has it. @returns how far it was pushed, and after how many failures in a row. */
  async claim(organizationId: string): Promise<{ sequence: number; failures: number } | null> {
    const { auditPushCursor } = this.#database.client;
    const [now, until] = [this.#now(), this.#claimEnd()];
    const where = this.#where(organizationId);
    const fresh = { sequence: 0, failures: 0, claimedBy: "", claimedUntil: now, dueAt: now };
    await auditPushCursor.upsert({ where, create: { ...where.destination_organizationId, ...fresh }, update: {} });
    const { count } = await auditPushCursor.updateMany({
      where: {
        ...where.destination_organizationId,
        OR: [{ claimedUntil: { lte: now } }, { claimedBy: this.#claimedBy }],
        dueAt: { lte: now },
      },
      data: { claimedBy: this.#claimedBy, claimedUntil: until },
    });
    return count === 0 ? null : auditPushCursor.findUnique({ where });
  }

  /** Moves the cursor. @returns false when this process has lost the log to another one: then it goes on no further. */
  advance(organizationId: string, from: number, to: number): Promise<boolean> {
    return this.#update(organizationId, from, { sequence: to, failures: 0, claimedUntil: this.#claimEnd() });
  }

  /** Has the log pushed again later, by any process. */
  postpone(organizationId: string, from: number, failures: number, dueAt: Date): Promise<boolean> {
    return this.#update(organizationId, from, { failures, dueAt, claimedUntil: this.#now() });
  }

  release(organizationId: string, from: number): Promise<boolean> {
    return this.#update(organizationId, from, { claimedUntil: this.#now() });
  }

  async #update(organizationId: string, sequence: number, data: object): Promise<boolean> {
    const { count } = await this.#database.client.auditPushCursor.updateMany({
      where: { destination: this.#destination, organizationId, claimedBy: this.#claimedBy, sequence },
      data,
    });
    return count === 1;
  }

  #claimEnd(): Date {
    return new Date(this.#now().getTime() + CLAIM_MS);
  }

  #where(organizationId: string) {
    return { destination_organizationId: { destination: this.#destination, organizationId } };
  }
}

interface PushCursorsOptions {
  readonly database: Database;
  readonly destination: string;
  readonly claimedBy: string;
  readonly now: () => Date;
}
