import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { withDataFolder } from "./harness/server-process.ts";

const REPOSITORY = fileURLToPath(new URL("../../../", import.meta.url));
const DOCKER = join(REPOSITORY, "deploy/docker");

test("the server's image starts with its secrets from files, and its health check succeeds when it is ready", () =>
  withDataFolder(async (folder) => {
    const secret = join(folder, "auth-secret");
    writeFileSync(secret, "a secret for tests that is long enough\n");
    mkdirSync(join(folder, "data"));
    const env = {
      PATH: process.env["PATH"],
      EXCALIBUR_DATA_DIR: join(folder, "data"),
      EXCALIBUR_PORT: "0",
      EXCALIBUR_AUTH_SECRET_FILE: secret,
    };
    const server = spawn(join(DOCKER, "server-entrypoint.sh"), { cwd: REPOSITORY, env });
    let output = "";
    const ready = new Promise<string>((resolve) => {
      server.stdout.on("data", (chunk: Buffer) => {
        output += chunk.toString();
        const port = /ready at http:\/\/127\.0\.0\.1:(\d+)/.exec(output)?.[1];
        if (port !== undefined) resolve(port);
      });
    });
    const port = await ready;
    const [program = "", ...args] = JSON.parse(
      /^ {2}CMD (\[.*\])$/m.exec(readFileSync(join(DOCKER, "server.Dockerfile"), "utf8"))?.[1] ?? "[]",
    ) as string[];
    const isHealthy = async (EXCALIBUR_PORT: string): Promise<unknown> => {
      const check = spawn(program, args, { env: { PATH: process.env["PATH"], EXCALIBUR_PORT } });
      return ((await once(check, "exit")) as unknown[])[0];
    };
    expect(await isHealthy(port)).toBe(0);
    server.kill("SIGTERM");
    expect(await once(server, "exit")).toEqual([0, null]);
    expect(await isHealthy(port)).toBe(1);
  }));

test("the server's image names a missing secret file in its message", async () => {
  const server = spawn(join(DOCKER, "server-entrypoint.sh"), {
    cwd: REPOSITORY,
    env: { PATH: process.env["PATH"], DATABASE_URL_FILE: "/nowhere/database-url" },
  });
  let output = "";
  server.stderr.on("data", (chunk: Buffer) => (output += chunk.toString()));
  const [status] = (await once(server, "close")) as [number];
  expect(status).not.toBe(0);
  expect(output).toContain("/nowhere/database-url");
});
