import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { parse } from "yaml";
import { withDataFolder } from "./harness/server-process.ts";

const REPOSITORY = fileURLToPath(new URL("../../../", import.meta.url));
const DOCKER = join(REPOSITORY, "deploy/docker");

function read(name: string): string {
  return readFileSync(join(DOCKER, name), "utf8");
}

interface Toolchain {
  readonly optionalDependencies: Readonly<Record<string, string>>;
}

test.each(["server.Dockerfile", "executor.Dockerfile"])("%s: pinned base, no root, a health check", (name) => {
  const lines = read(name).split("\n");
  for (const line of lines.filter((each) => each.startsWith("FROM "))) {
    expect(line).toMatch(/^FROM node:24-bookworm-slim\b/);
  }
  const toolchain = readFileSync(join(REPOSITORY, "scripts/bootstrap/toolchain/package.json"), "utf8");
  const { "@pnpm/exe.linux-x64": pnpm } = (JSON.parse(toolchain) as Toolchain).optionalDependencies;
  for (const line of lines.filter((each) => each.includes("pnpm@"))) {
    expect(line).toBe(`RUN npm install --global pnpm@${pnpm}`);
  }
  const last = lines.slice(lines.findLastIndex((line) => line.startsWith("FROM ")));
  expect(last).toContain("USER 10001:10001");
  expect(last.some((line) => line.startsWith("HEALTHCHECK "))).toBe(true);
});

interface Compose {
  readonly services: Readonly<Record<string, Record<string, unknown>>>;
}

test("compose: every service is hardened, and no secret stands in the environment", () => {
  const { services } = parse(read("compose.yaml"), { merge: true }) as Compose;
  expect(Object.keys(services)).toEqual(["postgres", "server", "executor"]);
  for (const service of Object.values(services)) {
    expect(service).toMatchObject({
      read_only: true,
      cap_drop: ["ALL"],
      security_opt: ["no-new-privileges:true"],
    });
    for (const [name, value] of Object.entries(service["environment"] as Record<string, string>)) {
      if (/PASSWORD|SECRET|KEY|DATABASE_URL/.test(name))
        expect([name, value]).toEqual([expect.stringMatching(/_FILE$/), expect.stringMatching(/^\/run\//)]);
    }
  }
});

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
      /^ {2}CMD (\[.*\])$/m.exec(read("server.Dockerfile"))?.[1] ?? "[]",
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
