import pg from "pg";
import { FORGET_REPLICA, PRUNE, RELEASE_LEASE, RENEW_LEASE } from "./lease-statements.ts";
import { readPostgresqlAddress } from "../connections/postgresql-address.ts";
import { connectionOptions, sessionSettings } from "../connections/postgresql-connection.ts";
import {
  ACKNOWLEDGEMENT_CHANNEL,
  INVALIDATION_CHANNEL,
  MESSAGE_CHANNEL,
  ownChannel,
  ownChannelName,
  readAcknowledgement,
  readInvalidation,
} from "./notifications.ts";
import type { KnownReplica, LeaseGrant, ReplicaLink, ReplicaListeners, StoredInvalidation } from "./replica-link.ts";

/** Milliseconds. A lease is not waited for longer than it lasts. */
const CONNECT_TIMEOUT_MS = 2_000;
const STATEMENT_TIMEOUT_MS = 2_000;

/**
 * `synchronous_commit = off`: a notification is sent when its transaction is committed. One that is lost in a crash of the
 * database reached no process, so a revocation does not wait until the disk has it.
 */
const NOT_TO_DISK = "set_config('synchronous_commit', 'off', true)";
const ACKNOWLEDGE = `SELECT ${NOT_TO_DISK}, pg_notify(${ownChannel("$1")}, $2)`;
const NOTIFY = `SELECT ${NOT_TO_DISK}, pg_notify(${ownChannel("$1")}, text) FROM unnest($2::text[]) AS text`;

const CHANNELS = [INVALIDATION_CHANNEL, ACKNOWLEDGEMENT_CHANNEL, MESSAGE_CHANNEL] as const;

interface GrantRow {
  readonly number: number;
  readonly mark: string;
  readonly is_intact: boolean;
  readonly missed: readonly StoredInvalidation[];
  readonly others: readonly KnownReplica[];
}

interface Connection {
  readonly opened: Promise<pg.Client>;
  /** Each waits for the one before: the driver won't queue them for ever. Those that wait fail with it. */
  lastStatement: Promise<unknown>;
}

/** Opens a replica's own connection at the first renewal, and another one at the next renewal after it broke. */
export function openReplicaLink(url: string, listeners: ReplicaListeners): ReplicaLink {
  let current: Connection | null = null;
  let isClosed = false;

  const open = (): Connection => ({ opened: connect(url, listeners), lastStatement: Promise.resolve() });
  const query = <Row extends object>(text: string, values: unknown[]): Promise<Row[]> => {
    if (isClosed) return Promise.reject(new Error("The connection was closed."));
    return queryOn<Row>((current ??= open()), text, values);
  };
  /** A statement about the past is only valid on the connection, and so in the history, that it was received on. */
  const queryIfOpen = async (text: string, values: unknown[] = []): Promise<void> => {
    if (current === null) throw new Error("There is no connection.");
    await queryOn(current, text, values);
  };
  const queryOn = <Row extends object>(connection: Connection, text: string, values: unknown[]): Promise<Row[]> => {
    const rows = connection.lastStatement.then(async () => {
      if (connection !== current) throw new Error("The connection broke before the statement was sent.");
      try {
        return (await (await connection.opened).query<Row>(text, values)).rows;
      } catch (error) {
        // After any error this connection may have missed notifications: the next statement opens another one.
        current = null;
        void connection.opened.then(discard, () => undefined);
        throw error;
      }
    });
    connection.lastStatement = rows.catch(() => undefined);
    return rows;
  };
  return {
    renewLease: async ({ replicaId, renewal, leaseMs, applied }) => {
      const values = [replicaId, renewal, leaseMs, applied?.number ?? null, applied?.mark ?? null];
      const [row] = await query<GrantRow>(RENEW_LEASE, values);
      return asGrant(row);
    },
    releaseLease: async (replicaId) => {
      await query(RELEASE_LEASE, [replicaId]);
    },
    acknowledge: (replicaId, number) => queryIfOpen(ACKNOWLEDGE, [ACKNOWLEDGEMENT_CHANNEL, `${replicaId} ${number}`]),
    notify: (texts) => queryIfOpen(NOTIFY, [MESSAGE_CHANNEL, texts]),
    prune: async (silent) => {
      for (const { id, renewal } of silent) await queryIfOpen(FORGET_REPLICA, [id, renewal]);
      await queryIfOpen(PRUNE);
    },
    close: async () => {
      isClosed = true;
      await current?.opened.then(discard, () => undefined);
    },
  };
}

async function connect(url: string, listeners: ReplicaListeners): Promise<pg.Client> {
  const { schema } = readPostgresqlAddress(url);
  const [invalidations, acknowledgements, messages] = CHANNELS.map((name) => ownChannelName(name, schema));
  const connection = new pg.Client({
    ...connectionOptions(url),
    application_name: "excalibur replica",
    connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
    query_timeout: STATEMENT_TIMEOUT_MS,
    keepAlive: true,
  });
  // A connection that breaks fails the statement that runs; unheard, this event would end the process as well.
  connection.on("error", () => undefined);
  connection.on("notification", ({ channel, payload }) => {
    if (channel === invalidations) listeners.onInvalidation(readInvalidation(payload));
    if (channel === messages) listeners.onMessage(payload ?? "");
    if (channel !== acknowledgements) return;
    const { replicaId, number } = readAcknowledgement(payload);
    listeners.onAcknowledgement(replicaId, number);
  });
  try {
    await connection.connect();
    await connection.query(sessionSettings(url));
    await connection.query(`LISTEN ${invalidations}; LISTEN ${acknowledgements}; LISTEN ${messages}`);
  } catch (error) {
    discard(connection);
    throw error;
  }
  listeners.onConnected();
  return connection;
}

/** Does not wait: with a statement under way the driver drops the connection, else it sends Terminate. */
function discard(connection: pg.Client): void {
  connection.end().catch(() => undefined);
}

function asGrant(row: GrantRow | undefined): LeaseGrant {
  if (row === undefined) throw new Error("A later renewal of this lease was faster.");
  const { number, mark, is_intact: isIntact, missed, others } = row;
  return { head: { number, mark }, isIntact, missed, others };
}
