import { execFileSync } from "node:child_process";
import { chmodSync, copyFileSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { inject } from "postject";

/** Where Node looks whether it is a single executable application; of Node's own documentation. */
const FUSE = "NODE_SEA_FUSE_fce680ab2cc467b6e072b8b5df1996b2";

/**
 * What Node finds inside the executable: the command, to be run when it starts.
 * @param node a binary of this machine, of the version that the executables are made of.
 * @param main the command as one CommonJS file.
 */
export function prepareBlob({ node, main, folder }) {
  const output = join(folder, "excalibur-executor.blob");
  const config = join(folder, "sea-config.json");
  writeFileSync(config, JSON.stringify({ main, output, disableExperimentalSEAWarning: true }));
  execFileSync(node, ["--experimental-sea-config", config], { stdio: ["ignore", "ignore", "inherit"] });
  return readFileSync(output);
}

/** Makes Node into the command: one file that needs no Node. */
export async function makeExecutable({ node, blob, target }) {
  copyFileSync(node, target);
  chmodSync(target, 0o755);
  await inject(target, "NODE_SEA_BLOB", blob, { sentinelFuse: FUSE });
}
