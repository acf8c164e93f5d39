import { execFile } from "node:child_process";
import { existsSync, mkdirSync, rmSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { putInPlace } from "../../../../scripts/testing/put-in-place.ts";

const CACHE = fileURLToPath(new URL("../../../../.cache/debian/", import.meta.url));

/** The file system of a Debian 12 on which nothing was installed yet, as debootstrap makes it; kept for the next time. */
export async function provideDebian(): Promise<string> {
  const root = `${CACHE}bookworm`;
  if (existsSync(root)) return root;
  const draft = `${root}.${process.pid}`;
  mkdirSync(CACHE, { recursive: true });
  try {
    await promisify(execFile)("debootstrap", ["--variant=minbase", "bookworm", draft], { maxBuffer: 100_000_000 });
    await putInPlace(draft, root);
    return root;
  } finally {
    rmSync(draft, { recursive: true, force: true });
  }
}
