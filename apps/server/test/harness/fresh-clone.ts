import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { REPOSITORY } from "./documented-commands.ts";

const COPY = `
git -C "$1" ls-files --cached --others --exclude-standard -z |
  tar --create --directory="$1" --null --files-from=- --ignore-failed-read |
  tar --extract --directory="$2"
cd "$2"
git init --quiet --initial-branch=main
git add --all
git -c user.name=Test -c user.email=test@example.com commit --quiet --message="Everything"`;

/** A repository of its own with what this checkout would commit, and nothing that was built or installed. */
export function makeFreshClone(atEnd: (tidyUp: () => void) => void): string {
  const folder = mkdtempSync(join(tmpdir(), "excalibur-clone-"));
  atEnd(() => rmSync(folder, { recursive: true, force: true }));
  execFileSync("sh", ["-euc", COPY, "sh", REPOSITORY, folder], { stdio: ["ignore", "ignore", "ignore"] });
  return folder;
}
