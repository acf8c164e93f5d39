import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, renameSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const CACHE = fileURLToPath(new URL("../../.cache/node/", import.meta.url));
const LOCKFILE = fileURLToPath(new URL("../bootstrap/toolchain/package-lock.json", import.meta.url));

/**
 * Node for a platform such as `linux-arm64`, as npm has it, checked against the SHA-512 of the toolchain's lockfile.
 * @returns the path of the binary, kept in `.cache` for the next time.
 * @throws when npm does not reach its registry, or gives another file than the one that was pinned.
 */
export function provideNode(platform) {
  const name = `node-${platform}`;
  const { version, integrity } = JSON.parse(readFileSync(LOCKFILE, "utf8")).packages[`node_modules/${name}`];
  const binary = join(CACHE, `${name}-${version}`);
  if (existsSync(binary)) return binary;
  const draft = mkdtempSync(join(tmpdir(), "excalibur-node-"));
  try {
    const pack = ["pack", "--ignore-scripts", "--silent", "--pack-destination", draft, `${name}@${version}`];
    execFileSync("npm", pack, { cwd: draft, stdio: ["ignore", "ignore", "inherit"] });
    const archive = join(draft, readdirSync(draft).find((file) => file.endsWith(".tgz")) ?? "");
    const found = `sha512-${createHash("sha512").update(readFileSync(archive)).digest("base64")}`;
    if (found !== integrity) throw new Error(`${name}@${version} is not the file that was pinned: it is ${found}.`);
    execFileSync("tar", ["-xzf", archive, "-C", draft, "package/bin/node"]);
    mkdirSync(CACHE, { recursive: true });
    // Whole or not at all, should this be interrupted.
    execFileSync("cp", [join(draft, "package/bin/node"), `${binary}.${process.pid}`]);
    renameSync(`${binary}.${process.pid}`, binary);
    return binary;
  } finally {
    rmSync(draft, { recursive: true, force: true });
  }
}
