import { execFile } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm, stat, writeFile } from "node:fs/promises";
import { connect, createServer, type AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { queryPostgres, startPostgres, type StartedPostgres } from "@excalibur/db/testing";
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from "vitest";
import { lacks } from "./harness/debian-programs.ts";
import { endOfCheck, endOfStart } from "./harness/end-of-start.ts";
import { ServerProcess } from "./harness/server-process.ts";
import { startPgbouncer } from "./harness/start-pgbouncer.ts";
import { turnOnTls, type TlsFiles } from "./harness/turn-on-tls.ts";

/** A PostgreSQL of its own, since these tests change its configuration. */
let postgres: StartedPostgres;

beforeAll(async () => {
  postgres = await startPostgres();
});
afterAll(() => postgres.stop());

const run = (...statements: string[]) => queryPostgres(postgres.url, ...statements);

interface Address {
  readonly user?: string;
  readonly password?: string;
  readonly host?: string;
  readonly database?: string;
  readonly query?: string;
}

function urlOf({
  user = "postgres",
  password,
  host = "127.0.0.1",
  database = "postgres",
  query = "",
}: Address): string {
  const url = new URL(postgres.url);
  url.username = user;
  url.hostname = host;
  url.pathname = `/${database}`;
  url.search = query;
  if (user !== "postgres") url.password = password ?? user;
  else if (password !== undefined) url.password = password;
  return url.href;
}

const env = (databaseUrl: string) => ({ DATABASE_URL: databaseUrl, EXCALIBUR_AUTH_SECRET: "s".repeat(32) });

/** Start and check print the same for a database that can't be used. */
async function expectBoth(databaseUrl: string, status: number, words: RegExp): Promise<void> {
  const end = await endOfStart(env(databaseUrl));
  expect(end).toEqual({ status, message: expect.stringMatching(/^[^\n]+$/) as string });
  expect(end.message).toMatch(words);
  const check = await endOfCheck(env(databaseUrl));
  expect(check.status).toBe(status);
  expect(check.message).toContain(`failed  ${end.message}`);
}

/** A database whose owner is a role of the same name, with that name as its password. */
async function createOwned(name: string): Promise<void> {
  await run(`CREATE ROLE ${name} LOGIN PASSWORD '${name}'`, `CREATE DATABASE ${name} OWNER ${name}`);
}

describe("who may come in", () => {
  test.each<[string, Address, number, RegExp]>([
    ["a wrong password", { password: "wrong" }, 78, /refuses the user or password of DATABASE_URL/],
    ["a role that does not exist", { user: "absent_role" }, 78, /refuses the user or password of DATABASE_URL/],
    ["a database that does not exist", { database: "none" }, 78, /DATABASE_URL names does not exist .*\/none\)/],
    ["TLS that is not there", { query: "sslmode=verify-full" }, 78, /sslmode=disable/],
  ])("%s", async (_, address, status, words) => expectBoth(urlOf(address), status, words));

  test("a database is reached by a Unix socket as well", async () => {
    const [socket] = await run("SHOW unix_socket_directories");
    const folder = String(socket?.["unix_socket_directories"]);
    const { status, message } = await endOfCheck(env(urlOf({ query: `host=${encodeURIComponent(folder)}` })));
    expect({ status, message }).toEqual({
      status: 0,
      message: expect.stringContaining(`@${folder}/postgres can be used`) as string,
    });
  });

  test("a role that may not connect, one that has no connection left, and one that takes no writes", async () => {
    await createOwned("locked_out");
    await run(
      "REVOKE CONNECT ON DATABASE locked_out FROM public, locked_out",
      "CREATE ROLE other LOGIN PASSWORD 'other'",
    );
    const address = { user: "other", database: "locked_out" };
    await expectBoth(urlOf(address), 78, /GRANT CONNECT/);
    await run("GRANT CONNECT ON DATABASE locked_out TO other", "ALTER ROLE other CONNECTION LIMIT 0");
    await expectBoth(urlOf(address), 75, /takes no connection now/);
    await run("ALTER ROLE other CONNECTION LIMIT -1", "ALTER ROLE other SET default_transaction_read_only = on");
    await expectBoth(urlOf(address), 75, /takes no writes/);
  });
});

test("a PostgreSQL that is too old is refused by its version", async () => {
  const { hostname, port } = new URL(postgres.url);
  // Between the two, the number of its version becomes an older one of the same length.
  const older = createServer((client) => {
    const server = connect(Number(port), hostname);
    client.pipe(server).on("error", () => undefined);
    server.on("data", (chunk) => {
      client.write(Buffer.from(chunk.toString("latin1").replaceAll(/1[5-9]00\d\d(?!\d)/g, "140019"), "latin1"));
    });
    server.on("error", () => undefined).on("close", () => client.destroy());
    client.on("error", () => undefined).on("close", () => server.destroy());
  }).listen(0, "127.0.0.1");
  onTestFinished(() => void older.close());
  await once(older, "listening");
  const url = new URL(postgres.url);
  url.port = String((older.address() as AddressInfo).port);
  await expectBoth(url.href, 78, /DATABASE_URL .*15 is the oldest that is supported/);
});

describe("what a role may do", () => {
  test("the message for a role without rights names the missing ones; a role for rows alone starts on a migrated database", async () => {
    await createOwned("rights");
    await run("CREATE ROLE rows_only LOGIN PASSWORD 'rows_only'");
    const owner = urlOf({ user: "rights", database: "rights" });
    const rowsOnly = urlOf({ user: "rows_only", database: "rights" });
    await expectBoth(rowsOnly, 78, /lacks CREATE on the schema public, to apply migrations/);
    expect(await endOfStart(env(owner))).toMatchObject({ status: 0 });
    await expectBoth(rowsOnly, 78, /permission denied for table _prisma_migrations/);
    await queryPostgres(owner, "GRANT SELECT ON ALL TABLES IN SCHEMA public TO rows_only");
    await expectBoth(rowsOnly, 78, /lacks SELECT, INSERT, UPDATE or DELETE on account, api_key, /);
    await queryPostgres(owner, "GRANT INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO rows_only");
    expect(await endOfStart(env(rowsOnly))).toMatchObject({ status: 0 });
    expect(await endOfCheck(env(rowsOnly))).toEqual({
      status: 0,
      message: expect.stringMatching(/^ok .*\nok .*rights can be used; no migrations are pending\.\nok .*$/) as string,
    });
  });

  test("tables of their own schema, made where it is missing, and the search that has no index, are message", async () => {
    await run("CREATE ROLE guest LOGIN PASSWORD 'guest'", "CREATE DATABASE shared");
    const address = { user: "guest", database: "shared", query: "schema=keys" };
    await expectBoth(urlOf(address), 78, /lacks CREATE on the database, to make the schema keys/);
    await queryPostgres(urlOf({ database: "shared" }), "CREATE SCHEMA keys AUTHORIZATION guest");
    const server = await ServerProcess.start(env(urlOf(address)));
    expect(await server.stop()).toBe(0);
    expect(server.stderr).toMatch(/"level":40.*CREATE EXTENSION pg_trgm/);
    expect((await endOfCheck(env(urlOf(address)))).message).toMatch(/^note .*pg_trgm/m);
    const schemas = "SELECT DISTINCT schemaname FROM pg_tables WHERE schemaname IN ('public', 'keys')";
    expect(await queryPostgres(urlOf({ database: "shared" }), schemas)).toEqual([{ schemaname: "keys" }]);
  });
});

describe.skipIf(lacks("openssl"))("with TLS of its own", () => {
  let files: TlsFiles;

  beforeAll(async () => {
    files = await turnOnTls(postgres);
  });

  test.each<[string, "localhost" | "127.0.0.1", string, RegExp | null]>([
    ["no sslmode, in plain text", "127.0.0.1", "", null],
    ["disable, in plain text", "127.0.0.1", "sslmode=disable", null],
    ["no-verify", "127.0.0.1", "sslmode=no-verify", null],
    [
      "require, which checks too, without the authority",
      "localhost",
      "sslmode=require",
      /self-signed certificate.*sslrootcert/,
    ],
    ["require with the authority", "localhost", "sslmode=require&sslrootcert=CA", null],
    ["verify-full with the authority", "localhost", "sslmode=verify-full&sslrootcert=CA", null],
    ["verify-full at another name", "127.0.0.1", "sslmode=verify-full&sslrootcert=CA", /certificate.*127\.0\.0\.1/],
    ["verify-ca at another name", "127.0.0.1", "sslmode=verify-ca&sslrootcert=CA", null],
  ])("%s", async (_, host, query, refusal) => {
    const url = urlOf({ host, query: query.replace("CA", encodeURIComponent(files.authority)) });
    if (refusal !== null) return expectBoth(url, 78, refusal);
    const { status, message } = await endOfCheck(env(url));
    expect({ status, message }).toMatchObject({ status: 0 });
    expect(/^note .*no-verify/m.test(message)).toBe(query === "sslmode=no-verify");
  });

  test("a database that requires TLS is reported as such, and one that asks for a certificate gets it", async () => {
    await run("CREATE ROLE private LOGIN PASSWORD 'private'", "CREATE ROLE certified LOGIN");
    const rules = [
      "hostssl all private all scram-sha-256",
      "hostssl all certified all cert",
      "host all postgres all password",
    ];
    await writeFile(join(postgres.folder, "pg_hba.conf"), `${rules.join("\n")}\n`);
    await run("GRANT CREATE ON SCHEMA public TO certified", "SELECT pg_reload_conf()");
    const { certificate, key } = await files.certificateOf("certified");
    const shown = { sslmode: "verify-full", sslrootcert: files.authority, sslcert: certificate, sslkey: key };
    const certified = { user: "certified", host: "localhost", query: new URLSearchParams(shown).toString() };
    expect(await endOfCheck(env(urlOf(certified)))).toMatchObject({ status: 0 });
    await expectBoth(urlOf({ ...certified, query: "sslmode=no-verify" }), 78, /client certificate/);
    await expectBoth(urlOf({ user: "private" }), 78, /no connection without TLS .*sslmode=verify-full/);
    await expectBoth(urlOf({ user: "elsewhere", query: "sslmode=no-verify" }), 78, /pg_hba\.conf/);
  });
});

describe.skipIf(lacks("pgbouncer"))("behind pgbouncer", () => {
  test("in transaction mode start and check refuse it, and change nothing", async () => {
    await run("CREATE DATABASE shared_out");
    const { url, stop } = await startPgbouncer(postgres.url, "transaction");
    onTestFinished(stop);
    await expectBoth(url("shared_out"), 78, /pooler that shares connections .*pool_mode = session/);
    const tables = "SELECT count(*)::int AS count FROM pg_tables WHERE schemaname = 'public'";
    expect(await queryPostgres(urlOf({ database: "shared_out" }), tables)).toEqual([{ count: 0 }]);
  });
});

describe.skipIf(process.getuid?.() !== 0)("on a file system that is full", () => {
  /** A file system of a few megabytes. */
  async function mountSmall(megabytes: number, owner: string): Promise<string> {
    const folder = await mkdtemp(join(tmpdir(), "excalibur-small-"));
    const call = promisify(execFile);
    const { uid, gid } = await stat(owner);
    await call("mount", ["-t", "tmpfs", "-o", `size=${megabytes}m,uid=${uid},gid=${gid}`, "tmpfs", folder]);
    onTestFinished(async () => {
      await call("umount", ["--lazy", folder]);
      await rm(folder, { recursive: true, force: true });
    });
    return folder;
  }
  const fill = (folder: string) =>
    writeFile(join(folder, "filler"), Buffer.alloc(64 * 1024 * 1024)).catch((error: NodeJS.ErrnoException) => {
      expect(error.code).toBe("ENOSPC");
    });

  test("a full tablespace is message, and waited for", async () => {
    const folder = await mountSmall(24, postgres.folder);
    await run(`CREATE TABLESPACE small LOCATION '${folder}'`, "CREATE DATABASE crowded TABLESPACE small");
    await fill(folder);
    const { status, message } = await endOfStart(env(urlOf({ database: "crowded" })));
    expect({ status, message }).toEqual({
      status: 75,
      message: expect.stringMatching(/^There is no space left for the database [^\n]*$/) as string,
    });
    await run("DROP DATABASE crowded", "DROP TABLESPACE small");
  });

  test("a full data folder is message, by the check before anything is made", async () => {
    const folder = await mountSmall(1, "/root");
    await fill(folder);
    const start = await endOfStart({ EXCALIBUR_DATA_DIR: folder });
    expect(start).toEqual({ status: 75, message: expect.stringMatching(/^There is no space left [^\n]*$/) as string });
    const check = await endOfCheck({ EXCALIBUR_DATA_DIR: folder });
    expect(check).toMatchObject({ status: 75, message: expect.stringMatching(/^failed .* 0 MB left/m) as string });
  });
});

// The last: it makes a standby of the server that all others here use.
test("a read-only standby is message, and waited for", async () => {
  await postgres.restartAsStandby();
  await expectBoth(urlOf({}), 75, /takes no writes .*standby.*primary/);
});
