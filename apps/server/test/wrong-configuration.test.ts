import { readFile, writeFile } from "node:fs/promises";
import { createServer, type AddressInfo } from "node:net";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { explainStart } from "../src/explain-start.ts";
import { endOfCheck, endOfStart } from "./harness/end-of-start.ts";
import { ServerProcess, withDataFolder } from "./harness/server-process.ts";
import { MISTAKES, PASSWORD } from "./harness/wrong-configurations.ts";

test.each(Object.entries(MISTAKES))("%s is message in one line that names the setting", (_, { env, status, names }) =>
  withDataFolder(async (folder) => {
    const end = await endOfStart({ EXCALIBUR_DATA_DIR: folder, ...(await env(folder)) });
    expect(end).toEqual({ status, message: expect.stringMatching(/^[^\n]{20,500}$/) as string });
    expect(end.message).toMatch(names);
    expect(end.message).not.toMatch(new RegExp(`${PASSWORD}|\\s+at /|node_modules`));
  }),
);

/** A free port on which something listens that is no PostgreSQL. */
async function listen(): Promise<number> {
  const occupant = createServer((socket) =>
    socket.on("error", () => undefined).end("HTTP/1.1 400 Bad Request\r\n\r\n"),
  );
  await new Promise<void>((resolve) => occupant.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => void occupant.close());
  return (occupant.address() as AddressInfo).port;
}

test.each([
  ["a port in use", (port: number) => ({ EXCALIBUR_PORT: String(port) }), 75, /^Port \d+ is in use.*EXCALIBUR_PORT/],
  [
    "a web server in the database's place",
    (port: number) => ({
      DATABASE_URL: `postgresql://u@127.0.0.1:${port}/x?sslmode=verify-full`,
      EXCALIBUR_AUTH_SECRET: "s".repeat(32),
    }),
    78,
    /DATABASE_URL does not speak PostgreSQL/,
  ],
] as const)("%s is message in one line", (_, env, status, names) =>
  withDataFolder(async (folder) => {
    const end = await endOfStart({ EXCALIBUR_DATA_DIR: folder, ...env(await listen()) });
    expect(end).toEqual({ status, message: expect.stringMatching(names) as string });
  }),
);

test("a database whose pages were overwritten is message in one line", () =>
  withDataFolder(async (folder) => {
    const env = { EXCALIBUR_DATA_DIR: folder };
    expect(await endOfStart(env)).toMatchObject({ status: 0 });
    const file = join(folder, "excalibur.db");
    const whole = await readFile(file);
    await writeFile(file, whole.fill(0xff, Math.floor(whole.length / 2)));
    const damaged = { status: 78, message: expect.stringMatching(/^\S+excalibur\.db is damaged[^\n]*$/) as string };
    expect(await endOfStart(env)).toEqual(damaged);
    expect(await endOfCheck(env)).toMatchObject({
      status: 78,
      message: expect.stringContaining("is damaged") as string,
    });
  }));

test("several mistakes are message at once, a line each, and nothing else", () =>
  withDataFolder(async (folder) => {
    const env = { EXCALIBUR_DATA_DIR: folder, EXCALIBUR_PORT: "x", EXCALIBUR_WORKER: "2", LOG_LEVEL: "x" };
    const server = ServerProcess.spawn(env);
    expect(await server.ended()).toBe(78);
    expect(server.stderr).toMatch(/^EXCALIBUR_WORKER .*\nEXCALIBUR_PORT .*\nLOG_LEVEL .*\n$/);
  }));

test("what keeps the first of several processes from starting is message once", async () => {
  const database = { DATABASE_URL: "postgresql://u@127.0.0.1:1/x", EXCALIBUR_AUTH_SECRET: "s".repeat(32) };
  const server = ServerProcess.spawn({ ...database, EXCALIBUR_WORKERS: "2", LOG_LEVEL: "silent" });
  expect(await server.ended()).toBe(75);
  expect(server.stderr).toMatch(/^The database at DATABASE_URL does not answer [^\n]*\n$/);
});

test("a failure without a setting has a message of one line as well, and a fault names where it was thrown", () => {
  const { message, exitCode } = explainStart(new TypeError("x is not\na function"));
  expect({ message, exitCode }).toEqual({
    exitCode: 1,
    message: expect.stringMatching(
      /^A fault of the server: x is not a function \(at wrong-configuration.test.ts:\d+\)\./,
    ) as string,
  });
});
