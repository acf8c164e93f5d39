import { createTestDatabase, type Dialect } from "@excalibur/db/testing";
import type { Database } from "@excalibur/db";
import { clock } from "../../src/clock.ts";
import { readConfig } from "../../src/config.ts";
import type { RunningServer } from "../../src/running-server.ts";
import { serve } from "../../src/start-server.ts";
import { Client } from "./client.ts";
import { latestLines } from "./latest-lines.ts";
import { addMember, addOrganization, addSession, type Person, type Tenant } from "./people.ts";

const MINUTE_MS = 60_000;
export const TEST_AUTH_SECRET = "a secret for tests that is long enough";

export interface TestServer {
  /** Another one after a restart. */
  readonly url: string;
  readonly database: Database;
  readonly setupCode: string | null;
  /** Writes now what the server would write at its next tick. */
  flushPresence(options?: { readonly onlyDue?: boolean }): Promise<void>;
  /** Notices silent executors now. @returns how many. */
  noticeSilence(): Promise<number>;
  /** Writes down now which rotated keys have ended. @returns how many. */
  endRetiredKeys(): Promise<number>;
  /** Has unused keys end now, as policies say. @returns how many. */
  warnUnusedKeys(): Promise<number>;
  /** Tells channels now what is due. @returns how many keys were told. */
  tellChannels(): Promise<number>;
  /** Moves the time by which the server judges keys, executors and sessions. */
  advanceClock(ms: number): void;
  /** Moves that time to the start of a minute, and writes what is due: for a while nothing is written by itself. */
  startMinute(): Promise<void>;
  /** A client without a session. */
  anonymous(): Client;
  /** A client with a session of its own for someone, made without asking for their password. */
  signIn(person: Person): Promise<Client>;
  addOrganization(name: string): Promise<Tenant>;
  addMember(tenant: Tenant, role: string): Promise<Person>;
  /** Another server over the same database, by the same clock. */
  startAnother(): Promise<RunningServer>;
  /** Stops it and starts it again over the same database, at another address. */
  restart(): Promise<void>;
  close(): Promise<void>;
}

interface TestServerOptions {
  /** What stands between the server and its database. */
  readonly through?: (database: Database) => Database;
  /**
   * Whether background jobs run by themselves. Without that, which is usual here, nothing changes between two reads of a test
   * but what the test has done, and what is to be written or told in the background is so when the test asks for it.
   */
  readonly repeatsJobs?: boolean;
}

/** The real server, on a free port, over a database of its own. */
export async function startTestServer(
  dialect: Dialect,
  env: NodeJS.ProcessEnv = {},
  { through = (database) => database, repeatsJobs = false }: TestServerOptions = {},
): Promise<TestServer> {
  const { database, close } = await createTestDatabase(dialect);
  const config = readConfig({ EXCALIBUR_PORT: "0", LOG_LEVEL: "warn", ...env });
  let aheadMs = 0;
  const now = () => new Date(clock.now().getTime() + aheadMs);
  const monotonicMs = () => clock.monotonicMs() + aheadMs;
  const start = () =>
    serve(
      through(database),
      { ...config, authSecret: TEST_AUTH_SECRET },
      { now, monotonicMs, repeatsJobs, logTo: latestLines },
    );
  let server = await start();
  return {
    get url() {
      return server.url;
    },
    database,
    setupCode: server.setupCode,
    flushPresence: (options) => server.flushPresence(options),
    noticeSilence: () => server.noticeSilence(),
    endRetiredKeys: () => server.endRetiredKeys(),
    warnUnusedKeys: () => server.warnUnusedKeys(),
    tellChannels: () => server.tellChannels(),
    advanceClock: (ms) => {
      aheadMs += ms;
    },
    startMinute: async () => {
      aheadMs += MINUTE_MS - (now().getTime() % MINUTE_MS);
      await server.flushPresence();
    },
    anonymous: () => new Client(server.url),
    signIn: async (person) => {
      const client = new Client(server.url);
      client.cookie = await addSession(database.client, person, TEST_AUTH_SECRET, clock.now());
      return client;
    },
    addOrganization: (name) => addOrganization(database.client, name, clock.now()),
    addMember: (tenant, role) => addMember(database.client, tenant, role, clock.now()),
    startAnother: start,
    restart: async () => {
      await server.close();
      server = await start();
    },
    close: async () => {
      await server.close();
      await close();
    },
  };
}
