import { spawn } from "node:child_process";
import { once } from "node:events";
import { chmod, mkdtemp, rm, writeFile } from "node:fs/promises";
import { connect } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { eventually } from "./eventually.ts";
import { freePort } from "../../../../scripts/testing/free-port.ts";

/** The user without rights that every Linux has. */
const UNPRIVILEGED_ID = 65_534;

/** Starts the real pgbouncer before a PostgreSQL, as whose superuser everybody comes. @returns how it is reached. */
export async function startPgbouncer(
  postgresUrl: string,
  mode: "session" | "transaction",
): Promise<{ url: (database: string) => string; stop: () => Promise<void> }> {
  const { hostname, port, username, password } = new URL(postgresUrl);
  const folder = await mkdtemp(join(tmpdir(), "excalibur-pgbouncer-"));
  const listenPort = await freePort();
  const settings = [
    "[databases]",
    `* = host=${hostname} port=${port} user=${username} password=${password}`,
    "[pgbouncer]",
    "listen_addr = 127.0.0.1",
    `listen_port = ${listenPort}`,
    "unix_socket_dir =",
    "auth_type = any",
    `pool_mode = ${mode}`,
    "default_pool_size = 60",
  ];
  const file = join(folder, "pgbouncer.ini");
  await writeFile(file, settings.join("\n"));
  await Promise.all([chmod(folder, 0o755), chmod(file, 0o644)]);
  // It refuses to run as root.
  const unprivileged = process.getuid?.() === 0 ? { uid: UNPRIVILEGED_ID, gid: UNPRIVILEGED_ID } : {};
  const child = spawn("pgbouncer", ["--quiet", file], { ...unprivileged, stdio: "ignore" });
  const stop = async () => {
    if (child.exitCode === null && child.kill("SIGKILL")) await once(child, "exit");
    await rm(folder, { recursive: true, force: true });
  };
  await eventually(() => answers(listenPort));
  return { url: (database) => `postgresql://someone@127.0.0.1:${listenPort}/${database}`, stop };
}

async function answers(port: number): Promise<void> {
  const socket = connect(port, "127.0.0.1");
  await once(socket, "connect");
  socket.destroy();
}
