import {
  findManagementKey,
  findManagementKeys,
  writeManagementKeyUses,
  type Database,
  type ManagementKeyUse,
  type StoredManagementKey,
} from "@excalibur/db";
import { parseRole, parseScopes, type ManagementKeyAccess, type ManagementKeyLookup } from "@excalibur/api/server";
import type { Clock } from "../clock.ts";
import type { DatabaseWatch } from "../database-watch.ts";
import { CoalescingRows } from "../executor-authentication/coalescing-rows.ts";
import { UnknownKeyGuard } from "../executor-authentication/unknown-key-guard.ts";
import type { UnknownKeyLimit } from "../executor-authentication/unknown-key-limit.ts";
import { parseCidrs } from "../stores/management-key-store.ts";
import { isAddressWithin } from "./is-address-within.ts";

interface Options {
  readonly database: Database;
  readonly monotonicMs: () => number;
  readonly databaseWatch: Pick<DatabaseWatch, "logFailure">;
  /** Counts unknown management keys by address. */
  readonly unknownKeys: UnknownKeyLimit;
  readonly after: Clock["after"];
}

/** Reads management keys from the database at every call; collects when they were used. */
export class DatabaseManagementKeys implements ManagementKeyAccess {
  readonly #options: Options;
  readonly #uses = new CoalescingRows<ManagementKeyUse>();

  readonly #guard: UnknownKeyGuard<ManagementKeyLookup>;

  constructor(options: Options) {
    this.#options = options;
    const { database, unknownKeys, after } = options;
    const lookUpAll = (secretHashes: readonly string[]) => {
      const reading = findManagementKeys(database, secretHashes);
      return secretHashes.map(async (_, index) => lookupOf((await reading)[index] ?? null));
    };
    this.#guard = new UnknownKeyGuard({ unknownKeys, lookUpAll, after });
  }

  lookUp(secretHash: string, sourceAddress: string): Promise<ManagementKeyLookup> {
    const { database } = this.#options;
    return this.#guard.lookUp(secretHash, sourceAddress, async (hash) =>
      lookupOf(await findManagementKey(database, hash)),
    );
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

function lookupOf(found: StoredManagementKey | null): ManagementKeyLookup {
  if (found === null) return { kind: "unknown" };
  const { role: written, organization, ...key } = found;
  const role = written === null ? null : parseRole(written);
  const membership = role && { role, organization };
  return {
    kind: "found",
    key: { ...key, scopes: parseScopes(key.scopes), cidrs: parseCidrs(key.cidrs), membership },
  };
}
