import { join } from "node:path";
import { startPostgres, type Dialect } from "@excalibur/db/testing";
import { expect, onTestFinished } from "vitest";
import { freePort } from "../../../../scripts/testing/free-port.ts";
import { OWNER_VARIABLES, ServerProcess } from "./server-process.ts";

/** The real server at one address, whose database is backed up and restored by the means that its operator has. */
export interface RestorableServer {
  readonly url: string;
  /** On PostgreSQL it stops the server meanwhile. */
  backUp(): Promise<void>;
  /** Stops the server, restores the backup, and starts it again. */
  restore(): Promise<void>;
}

/** @param folder where its data and the backup go. */
export async function startRestorableServer(dialect: Dialect, folder: string): Promise<RestorableServer> {
  const backup = join(folder, "backup");
  const env = {
    ...OWNER_VARIABLES,
    EXCALIBUR_PORT: String(await freePort()),
    EXCALIBUR_DATA_DIR: join(folder, "data"),
  };
  const start = (more: NodeJS.ProcessEnv = {}) => ServerProcess.start({ ...env, ...more });
  if (dialect === "postgresql") {
    const postgres = await startPostgres();
    onTestFinished(() => postgres.stop());
    const own = { DATABASE_URL: postgres.url, EXCALIBUR_AUTH_SECRET: "a secret for tests that is long enough" };
    let server = await start(own);
    const whileStopped = async (work: () => Promise<void>) => {
      await server.stop();
      await work();
      server = await start(own);
    };
    return {
      url: server.url,
      backUp: () => whileStopped(() => postgres.backUp(backup)),
      restore: () => whileStopped(() => postgres.restore(backup)),
    };
  }
  let server = await start();
  const run = async (...words: string[]) => expect(await ServerProcess.spawn(env, words).ended()).toBe(0);
  const restore = async () => {
    await server.stop();
    await run("restore", backup, "--replace");
    server = await start();
  };
  return { url: server.url, backUp: () => run("backup", backup), restore };
}
