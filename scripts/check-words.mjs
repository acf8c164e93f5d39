// Words that an international reader meets rarely, or that take a sentence's subject away. docs/glossary.md says what to write instead.
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const REFUSED_WORDS = [
  "whoever",
  "whomever",
  "whatever",
  "whichever",
  "wherever",
  "whence",
  "nobody",
  "somebody",
  "anybody",
  "hearsay",
  "in vain",
];
/** Also within names, such as `asNobody`; but not in `WhenCell`. */
const REFUSED = new RegExp(
  REFUSED_WORDS.flatMap((word) => [word, `${word[0].toUpperCase()}${word.slice(1)}`, word.toUpperCase()]).join("|"),
  "gu",
);

const FOLDERS = [".changeset", ".ci", ".github", "apps", "bench", "deploy", "docs", "packages", "prisma", "scripts"];
const PAGES = ["CONTRIBUTING.md", "README.md", "SECURITY.md"];
/** What git ignores, and pictures. */
const SKIPPED = /^(?:node_modules|dist|out|generated|coverage|data)$|\.(?:png|ico|icns|svg|woff2|br|gz)$/;
/** The list itself. */
const EXEMPT = new Set(["scripts/check-words.mjs", "scripts/check-words.test.mjs"]);

function filesBelow(folder, root) {
  return readdirSync(join(root, folder), { withFileTypes: true })
    .filter(({ name }) => !SKIPPED.test(name))
    .flatMap((entry) => {
      const path = `${folder}/${entry.name}`;
      return entry.isDirectory() ? filesBelow(path, root) : [path];
    });
}

/** @returns each refused word of a text, with its line, counted from 1. */
export function refusedWords(text) {
  return text
    .split("\n")
    .flatMap((line, index) => [...line.matchAll(REFUSED)].map(([word]) => ({ word, line: index + 1 })));
}

/** @returns a message for each refused word in source, tests and documentation. */
export function findRefusedWords(root) {
  return [...PAGES, ...FOLDERS.flatMap((folder) => filesBelow(folder, root))]
    .filter((path) => !EXEMPT.has(path))
    .flatMap((path) =>
      refusedWords(readFileSync(join(root, path), "utf8")).map(
        ({ word, line }) => `${path}:${line} says "${word}": docs/glossary.md says what to write instead`,
      ),
    );
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const found = findRefusedWords(fileURLToPath(new URL("../", import.meta.url)));
  for (const message of found) console.error(message);
  process.exitCode = found.length === 0 ? 0 : 1;
}
