import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { dirname, join } from "node:path";
import { announce, run } from "./progress.mjs";

const NODE_PACKAGE = "node@24";
const PNPM_PACKAGE = "pnpm@12";
const PNPM_MAJOR = 12;

/**
 * A Node that the project runs on and a pnpm that installs it: the machine's own where they are new enough, else brought
 * through npm into `.tools`, which belongs to this checkout alone. pnpm is looked for only when a step needs it: most
 * starts install and build nothing.
 */
export async function findToolchain(root) {
  const bin = join(root, ".tools", "node_modules", ".bin");
  const ownNode = join(bin, executable("node"));
  const ownPnpm = join(bin, script("pnpm"));
  const nodeIsNewEnough = isNodeNewEnough(process.versions.node);
  const node = nodeIsNewEnough ? process.execPath : ownNode;
  if (!existsSync(node)) {
    // Whoever has an old Node hardly has a new pnpm: both in one go.
    await bring(root, [NODE_PACKAGE, PNPM_PACKAGE]);
    if (spawnSync(node, ["--version"]).status !== 0) {
      throw new Error(`${NODE_PACKAGE} could not be installed through npm. Install Node 24 yourself.`);
    }
  }

  async function pnpm() {
    if (existsSync(ownPnpm)) return ownPnpm;
    if (majorOf("pnpm") === PNPM_MAJOR) return script("pnpm");
    await bring(root, [PNPM_PACKAGE]);
    return ownPnpm;
  }
  return { node, pnpm, path: nodeIsNewEnough ? dirname(node) : bin };
}

/** The range of the root package.json's `engines`: ^22.13.0 || ^24.0.0 || >=26. */
export function isNodeNewEnough(version) {
  const [major = 0, minor = 0] = version.split(".").map(Number);
  return (major === 22 && minor >= 13) || major === 24 || major >= 26;
}

async function bring(root, packages) {
  const done = announce(`Bringing ${packages.join(" and ")} through npm`);
  const prefix = join(root, ".tools");
  await run(script("npm"), ["install", "--prefix", prefix, "--no-save", "--no-audit", "--no-fund", ...packages], {
    cwd: root,
  });
  done();
}

function majorOf(command) {
  const result = spawnSync(script(command), ["--version"], { encoding: "utf8", shell: process.platform === "win32" });
  return result.status === 0 ? Number.parseInt(result.stdout, 10) : null;
}

function executable(name) {
  return process.platform === "win32" ? `${name}.exe` : name;
}

function script(name) {
  return process.platform === "win32" ? `${name}.cmd` : name;
}
