import { createTestDatabaseUrl } from "@excalibur/db/testing";
import pg from "pg";
import { expect, test } from "vitest";
import { Client } from "../harness/client.ts";
import { eventually } from "../harness/eventually.ts";
import { OWNER, OWNER_VARIABLES, ServerProcess } from "../harness/server-process.ts";
import { SmallDisk } from "../harness/small-disk.ts";

const NEW_EXECUTOR = { kind: "newExecutor" } as const;

interface Trouble {
  /** Starts the server, makes the trouble once it is ready. */
  readonly env: NodeJS.ProcessEnv;
  readonly begin: () => Promise<void>;
  readonly end: () => Promise<void>;
  /** The answer of `/readyz` meanwhile. */
  readonly words: string;
  /** Whether reads fail too. */
  readonly isUnreadable?: true;
}

async function readOnlyPostgresql(): Promise<Trouble> {
  const { url } = await createTestDatabaseUrl("postgresql");
  const name = new URL(url).pathname.slice(1);
  const set = async (isReadOnly: string) => {
    // Through another database, where it is still allowed.
    const admin = new pg.Client({ connectionString: url.replace(name, "postgres") });
    await admin.connect();
    await admin.query(`ALTER DATABASE ${name} SET default_transaction_read_only = ${isReadOnly}`);
    await admin.query("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = $1", [name]);
    await admin.end();
  };
  const env = { DATABASE_URL: url, EXCALIBUR_AUTH_SECRET: "s".repeat(32) };
  return { env, begin: () => set("on"), end: () => set("off"), words: "The database is read-only." };
}

async function lockedPostgresql(): Promise<Trouble> {
  const { url } = await createTestDatabaseUrl("postgresql");
  const locker = new pg.Client({ connectionString: url });
  await locker.connect();
  await locker.query(`ALTER DATABASE ${new URL(url).pathname.slice(1)} SET statement_timeout = 500`);
  const tables = "session, api_key, executor, audit_row, organization, member, write_probe";
  return {
    env: { DATABASE_URL: url, EXCALIBUR_AUTH_SECRET: "s".repeat(32) },
    begin: async () => {
      await locker.query(`BEGIN; LOCK TABLE ${tables} IN ACCESS EXCLUSIVE MODE`);
    },
    end: async () => {
      await locker.query("ROLLBACK");
      await locker.end();
    },
    words: "The database does not answer in time.",
    isUnreadable: true,
  };
}

async function fullSqlite(): Promise<Trouble> {
  const disk = new SmallDisk(6);
  return {
    env: { EXCALIBUR_DATA_DIR: disk.folder },
    begin: async () => disk.fill(),
    end: async () => disk.empty(),
    words: "The database has no space left.",
  };
}

export const TROUBLES = {
  "PostgreSQL is read-only": readOnlyPostgresql,
  "every statement of PostgreSQL meets its time limit": lockedPostgresql,
  "the disk of SQLite is full": fullSqlite,
} satisfies Record<string, () => Promise<Trouble>>;

export function tryTrouble(what: keyof typeof TROUBLES): void {
  test(`when ${what}, every endpoint answers 503, no sync is a fault, and the server recovers`, async () => {
    const trouble = await TROUBLES[what]();
    const server = await ServerProcess.start({ ...trouble.env, ...OWNER_VARIABLES });
    const owner = new Client(server.url);
    await owner.signIn(OWNER);
    const elsewhere = new Client(server.url);
    await elsewhere.signIn(OWNER);
    // What was proved of this cookie is not known of the next server process.
    const { secret } = await owner.trpc.apiKeys.create.mutate({ name: "warm", target: NEW_EXECUTOR });
    expect(await owner.sync(secret, { name: "warm-1" })).toMatchObject({ status: 200 });
    expect(await readiness(server)).toMatchObject({ status: 200 });

    await trouble.begin();
    await eventually(async () => {
      expect(await answerTo(fetchCreate(server, owner))).toEqual({
        status: 503,
        reason: "unavailable",
        retryAfter: expect.stringMatching(/^[1-9]$/),
      });
    });
    // What ended a connection is told first; the next write that is tried, within a second, tells why.
    const told = { status: 503, body: { status: "unready", message: trouble.words } };
    await eventually(async () => expect(await readiness(server)).toEqual(told));
    for (const [path, request] of [
      ["a new executor", () => sync(server, secret, "new-1")],
      ["a sign-in", () => post(server, "/api/auth/sign-in/email", OWNER)],
      ["a sign-out", () => post(server, "/api/auth/sign-out", {}, elsewhere.cookie)],
      ...(trouble.isUnreadable === undefined
        ? []
        : ([
            ["a list", () => get(server, "/trpc/apiKeys.list?input=%7B%22json%22%3A%7B%7D%7D", owner.cookie)],
            ["a session that is not known yet", () => get(server, "/trpc/account.get", elsewhere.cookie)],
            ["an export", () => get(server, "/api/audit/export?format=csv", owner.cookie)],
          ] as const)),
    ] as const) {
      expect({ path, ...(await answerTo(request())) }).toEqual({
        path,
        status: 503,
        reason: "unavailable",
        retryAfter: expect.stringMatching(/^[1-9]$/),
      });
    }
    const { status, reason } = await owner.sync(secret, { name: "warm-1" });
    expect([200, 503]).toContain(status);
    expect([null, "unavailable"]).toContain(reason);

    await trouble.end();
    await eventually(async () => expect(await readiness(server)).toMatchObject({ status: 200 }));
    await eventually(async () => expect(await answerTo(fetchCreate(server, owner))).toMatchObject({ status: 200 }));
    expect(await owner.sync(secret, { name: "new-1" })).toMatchObject({ status: 200 });
    expect(await server.stop()).toBe(0);
    const lines = server.stderr.trim().split("\n");
    const about = lines.filter((line) => line.includes(trouble.words));
    expect(about).toHaveLength(1);
    expect(lines.filter((line) => line.includes("The database takes changes again."))).toHaveLength(1);
    expect(server.stderr).not.toContain("could not be");
    expect(server.stderr.length).toBeLessThan(8_000);
  });
}

const readiness = async (server: ServerProcess) => {
  const response = await fetch(`${server.url}/readyz`);
  return { status: response.status, body: await response.json() };
};

const get = (server: ServerProcess, path: string, cookie = "") => fetch(server.url + path, { headers: { cookie } });

const post = (server: ServerProcess, path: string, body: unknown, cookie = "") =>
  fetch(server.url + path, {
    method: "POST",
    headers: { "content-type": "application/json", ...(cookie === "" ? {} : { cookie, origin: server.url }) },
    body: JSON.stringify(body),
  });

const fetchCreate = (server: ServerProcess, owner: Client) =>
  post(server, "/trpc/apiKeys.create", { json: { name: "n", target: NEW_EXECUTOR } }, owner.cookie);

const sync = (server: ServerProcess, secret: string, name: string) =>
  fetch(`${server.url}/v1/sync`, {
    method: "POST",
    headers: { "content-type": "application/json", authorization: `Bearer ${secret}` },
    body: JSON.stringify({ name, kind: "agent", version: "1" }),
  });

const answerTo = async (asked: Promise<Response>) => {
  const response = await asked;
  const { error } = (await response.json().catch(() => ({}))) as {
    error?: { reason?: string; json?: { data: { reason: string } } };
  };
  const reason = error?.reason ?? error?.json?.data.reason ?? null;
  return { status: response.status, reason, retryAfter: response.headers.get("retry-after") };
};
