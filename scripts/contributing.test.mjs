import { existsSync, readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";

const root = new URL("../", import.meta.url);
const read = (path) => readFileSync(new URL(path, root), "utf8");

/** Paths in backquotes, such as `packages/api/src/domain`, and the targets of links. */
function pathsIn(text) {
  const quoted = [...text.matchAll(/`([.\w-]+(?:\/[.\w-]+)+\/?)`/g)].map(([, path]) => path);
  const linked = [...text.matchAll(/\]\((?!https?:)([^)#]+)/g)].map(([, path]) => path);
  return [...quoted, ...linked];
}

test.each(["CONTRIBUTING.md", "README.md", "SECURITY.md"])("every file that %s names exists", (page) => {
  const paths = pathsIn(read(page));
  expect(paths.length).toBeGreaterThan(0);
  expect(paths.filter((path) => !existsSync(fileURLToPath(new URL(path, root))))).toEqual([]);
});

test.each(["CONTRIBUTING.md", "README.md"])("every npm script that %s names exists", (page) => {
  const { scripts } = JSON.parse(read("package.json"));
  const named = [...read(page).matchAll(/npm (?:run ([a-z:]+)|(?:start|test)\b)/g)].map(
    ([command, name]) => name ?? command.slice("npm ".length),
  );
  expect(named.length).toBeGreaterThan(0);
  expect(named.filter((name) => !(name in scripts))).toEqual([]);
});

test("the index of decisions names every decision, once", () => {
  const linked = [...read("docs/decisions/README.md").matchAll(/\]\((\d{3}-[^)]+)\)/g)].map(([, file]) => file);
  const decisions = readdirSync(new URL("docs/decisions/", root)).filter((file) => /^\d{3}-/.test(file));
  expect(linked.toSorted()).toEqual(decisions.toSorted());
});
