import { existsSync } from "node:fs";
import { delimiter, join } from "node:path";
import { announce, run } from "./progress.mjs";
import { fingerprint, readStamp, writeStamp } from "./stamps.mjs";

// The desktop app is Electron's side of it around the console.
const CONSOLE_SOURCES = [
  "apps/desktop/src/renderer",
  "apps/desktop/src/shared",
  "apps/desktop/vite.config.ts",
  "packages/api/src",
];
const APP_SOURCES = [
  "apps/desktop/src/main",
  "apps/desktop/src/preload",
  "apps/desktop/src/shared",
  "apps/desktop/electron.vite.config.ts",
  "packages/api/src",
];
const EXECUTOR_SOURCES = ["packages/executor/src", "packages/executor/package.json", "packages/api/src"];
const CLIENT_SOURCES = [
  "prisma/models.prisma",
  "prisma/sqlite/schema.prisma",
  "prisma/postgresql/schema.prisma",
  "prisma/scripts",
];
const MANIFESTS = ["pnpm-lock.yaml", "pnpm-workspace.yaml"];

/** The steps before a task. Each is skipped when nothing it depends on has changed since it last succeeded. */
export function createSteps(root, { node, pnpm, path }) {
  const options = { cwd: root, env: { ...process.env, PATH: `${path}${delimiter}${process.env.PATH ?? ""}`, CI: "1" } };

  async function step(name, words, sources, outputs, work) {
    const inputs = `${node}\n${fingerprint(root, sources)}`;
    if (outputs.every((output) => existsSync(join(root, output))) && readStamp(root, name) === inputs) return;
    const done = announce(words);
    await work();
    writeStamp(root, name, inputs);
    done();
  }

  async function runPnpm(args) {
    await run(await pnpm(), args, options);
  }

  return {
    install: () =>
      step("install", "Installing packages from the lockfile", MANIFESTS, ["node_modules/.modules.yaml"], () =>
        runPnpm(["install", "--frozen-lockfile"]),
      ),
    generateClients: () =>
      step("clients", "Generating the database clients", [...MANIFESTS, ...CLIENT_SOURCES], ["prisma/generated"], () =>
        run(node, ["prisma/scripts/generate.ts"], options),
      ),
    buildConsole: () =>
      step(
        "console",
        "Building the console",
        [...MANIFESTS, ...CONSOLE_SOURCES],
        ["apps/desktop/out/renderer/index.html"],
        () => runPnpm(["--dir", "apps/desktop", "run", "build:renderer"]),
      ),
    buildDesktop: () =>
      step(
        "desktop",
        "Building the desktop app",
        [...MANIFESTS, ...APP_SOURCES],
        ["apps/desktop/out/main", "apps/desktop/out/preload"],
        () => runPnpm(["--dir", "apps/desktop", "run", "build:app"]),
      ),
    buildExecutor: () =>
      step("executor", "Building the executor", [...MANIFESTS, ...EXECUTOR_SOURCES], ["packages/executor/dist"], () =>
        runPnpm(["--dir", "packages/executor", "run", "build"]),
      ),
  };
}
