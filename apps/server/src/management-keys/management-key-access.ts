import { findManagementKey, writeManagementKeyUses, type Database, type ManagementKeyUse } from "@excalibur/db";
import { parseRole, parseScopes, type ManagementKeyAccess, type PresentedManagementKey } from "@excalibur/api/server";
import type { DatabaseWatch } from "../database-watch.ts";
import { CoalescingRows } from "../executor-authentication/coalescing-rows.ts";
import { parseCidrs } from "../stores/management-key-store.ts";
import { isAddressWithin } from "./is-address-within.ts";

interface Options {
  readonly database: Database;
  readonly monotonicMs: () => number;
  readonly databaseWatch: Pick<DatabaseWatch, "logFailure">;
}

/** Reads management keys from the database at every call; collects when they were used. */
export class DatabaseManagementKeys implements ManagementKeyAccess {
  readonly #options: Options;
  readonly #uses = new CoalescingRows<ManagementKeyUse>();

  constructor(options: Options) {
    this.#options = options;
  }

  async find(secretHash: string): Promise<PresentedManagementKey | null> {
    const found = await findManagementKey(this.#options.database, secretHash);
    if (found === null) return null;
    const { role: written, organization, ...key } = found;
    const role = written === null ? null : parseRole(written);
    return {
      ...key,
      scopes: parseScopes(key.scopes),
      cidrs: parseCidrs(key.cidrs),
      membership: role && { role, organization },
    };
  }

  isWithin = isAddressWithin;

  used(id: string, at: Date, from: string): void {
    this.#uses.note({ id, at, from });
  }

  /** Writes what is due; each row at most once in 5 s. A failed write is kept for the next time. Meant to be called every second. */
  async flush({ everything = false }: { everything?: boolean } = {}): Promise<void> {
    const due = this.#uses.takeDue(this.#options.monotonicMs(), everything);
    try {
      await writeManagementKeyUses(this.#options.database, due);
    } catch (error) {
      this.#uses.putBack(due);
      const words = "uses of management keys could not be written; they are kept for later";
      this.#options.databaseWatch.logFailure(error, words);
    }
  }
}
