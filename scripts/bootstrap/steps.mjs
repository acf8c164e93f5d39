import { existsSync } from "node:fs";
import { delimiter, join } from "node:path";
import { announce, run } from "./progress.mjs";
import { fingerprint, readStamp, removeStamp, writeStamp } from "./stamps.mjs";

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

/**
 * The steps before a task. Each is skipped when nothing it depends on has changed since it last succeeded.
 * @param isProduction whether nothing may be built: then only what the server runs on is installed, without its scripts.
 */
export function createSteps(root, { node, pnpm, path }, isProduction = false) {
  const options = { cwd: root, env: { ...process.env, PATH: `${path}${delimiter}${process.env.PATH ?? ""}`, CI: "1" } };

  async function step(name, words, sources, outputs, work) {
    const inputs = fingerprint(root, sources);
    if (outputs.every((output) => existsSync(join(root, output))) && readStamp(root, name) === inputs) return;
    if (isProduction) {
      throw new Error(`${words} needs development packages. Run it first: npm run build, without NODE_ENV=production.`);
    }
    const done = announce(words);
    await work();
    writeStamp(root, name, inputs);
    done();
  }

  async function runPnpm(args) {
    await run(await pnpm(), args, options);
  }

  /** Either undoes the other: each has the stamp of the other removed. */
  async function installEverything() {
    const work = () => runPnpm(["install", "--frozen-lockfile"]);
    await step("install", "Installing packages from the lockfile", MANIFESTS, ["node_modules/.modules.yaml"], work);
    removeStamp(root, "install-production");
  }

  async function installForProduction() {
    if (readStamp(root, "install-production") === fingerprint(root, MANIFESTS)) return;
    const done = announce("Installing what the server runs on from the lockfile");
    removeStamp(root, "install");
    const only = ["--prod", "--ignore-scripts", "--filter", "@excalibur/server..."];
    await runPnpm(["install", "--frozen-lockfile", ...only]);
    writeStamp(root, "install-production", fingerprint(root, MANIFESTS));
    done();
  }

  return {
    install: () => (isProduction ? installForProduction() : installEverything()),
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
    async packageExecutor() {
      // Made on Linux only.
      if (process.platform !== "linux") return;
      const sources = [...MANIFESTS, ...EXECUTOR_SOURCES, "scripts/package-executor.mjs", "scripts/package-executor"];
      await step("executable", "Packaging the executor", sources, ["packages/executor/out"], () =>
        run(node, ["scripts/package-executor.mjs", `linux-${process.arch}`], options),
      );
    },
  };
}
