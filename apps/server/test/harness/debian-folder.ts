import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, renameSync, rmSync } from "node:fs";
import { fileURLToPath } from "node:url";

const CACHE = fileURLToPath(new URL("../../../../.cache/debian/", import.meta.url));

/** The file system of a Debian 12 on which nothing was installed yet, as debootstrap makes it; kept for the next time. */
export function provideDebian(): string {
  const root = `${CACHE}bookworm`;
  if (existsSync(root)) return root;
  const draft = `${root}.${process.pid}`;
  mkdirSync(CACHE, { recursive: true });
  try {
    execFileSync("debootstrap", ["--variant=minbase", "bookworm", draft], { stdio: "ignore" });
    renameSync(draft, root);
    return root;
  } finally {
    rmSync(draft, { recursive: true, force: true });
  }
}
