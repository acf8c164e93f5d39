import { execFileSync } from "node:child_process";
import { join } from "node:path";
import { temporaryFolder } from "./temporary-folder.ts";

/** Brings a Node of a version from npm, for this test. @returns its path. */
export function installNode(version: string): string {
  const folder = temporaryFolder();
  const install = ["install", "--prefix", folder, "--no-audit", "--no-fund", `node@${version}`];
  execFileSync("npm", install, { stdio: "ignore" });
  return join(folder, "node_modules/node/bin/node");
}
