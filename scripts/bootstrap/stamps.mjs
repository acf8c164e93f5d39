import { createHash } from "node:crypto";
import { mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";

/** A hash of the names and contents of files and of all files under folders. What is not there counts as empty. */
export function fingerprint(root, paths) {
  const hash = createHash("sha256");
  for (const path of paths)
    for (const file of filesUnder(root, path))
      hash
        .update(file)
        .update("\0")
        .update(readFileSync(join(root, file)));
  return hash.digest("hex");
}

/** What a step depended on when it last succeeded; null when it never did. */
export function readStamp(root, name) {
  try {
    return readFileSync(stampFile(root, name), "utf8");
  } catch {
    return null;
  }
}

export function writeStamp(root, name, value) {
  mkdirSync(stampFolder(root), { recursive: true });
  writeFileSync(stampFile(root, name), value);
}

export function removeStamp(root, name) {
  rmSync(stampFile(root, name), { force: true });
}

function filesUnder(root, path) {
  const stat = statSync(join(root, path), { throwIfNoEntry: false });
  if (stat === undefined) return [];
  if (!stat.isDirectory()) return [path];
  return readdirSync(join(root, path))
    .sort()
    .flatMap((entry) => filesUnder(root, `${path}/${entry}`));
}

function stampFolder(root) {
  return join(root, "node_modules", ".cache", "excalibur");
}

function stampFile(root, name) {
  return join(stampFolder(root), `${name}.stamp`);
}
