// Puts a new build of the console in the place of the one before, file by file: a server that serves it meanwhile always has
// a whole one. What the build before needed stays for one build more, for pages that are open.
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";

const PAGE = "index.html";

/** @param next the new build, which is used up. @param published the folder that is served. */
export function publish(next, published) {
  const files = filesIn(next);
  const list = `${published}.files.json`;
  const before = existsSync(list) ? JSON.parse(readFileSync(list, "utf8")) : filesIn(published);
  // The page goes last: it names the others.
  for (const file of files.toSorted((a, b) => Number(isPage(a)) - Number(isPage(b)))) {
    mkdirSync(dirname(join(published, file)), { recursive: true });
    renameSync(join(next, file), join(published, file));
  }
  const kept = new Set([...files, ...before]);
  for (const file of filesIn(published)) if (!kept.has(file)) rmSync(join(published, file));
  writeFileSync(list, JSON.stringify(files));
  rmSync(next, { recursive: true });
}

function isPage(file) {
  return file.startsWith(PAGE);
}

function filesIn(folder) {
  if (!existsSync(folder)) return [];
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(folder.length + 1))
    .sort();
}

if (import.meta.url === pathToFileURL(process.argv[1]).href) {
  const out = fileURLToPath(new URL("../out/", import.meta.url));
  publish(join(out, "renderer.next"), join(out, "renderer"));
}
