// All static checks: types, lint, format, unused code, drift of the migrations.
import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("../", import.meta.url));
const bin = (name) => fileURLToPath(new URL(`../node_modules/.bin/${name}`, import.meta.url));

const CHECKS = [
  ["types", bin("tsc"), ["-p", "packages/api"]],
  ["types", bin("tsc"), ["-p", "packages/executor"]],
  ["types", bin("tsc"), ["-p", "packages/client"]],
  ["types", bin("tsc"), ["-p", "packages/cli"]],
  ["types", bin("tsc"), ["-p", "prisma"]],
  ["types", bin("tsc"), ["-p", "apps/server"]],
  ["types", bin("tsc"), ["-p", "apps/desktop"]],
  ["types", bin("tsc"), ["-p", "bench"]],
  ["lint", bin("oxlint"), ["--type-aware", "--deny-warnings"]],
  ["format", bin("oxfmt"), ["--check", "."]],
  ["clocks", process.execPath, ["scripts/check-clocks.mjs"]],
  ["words", process.execPath, ["scripts/check-words.mjs"]],
  ["workflows", process.execPath, ["scripts/check-workflows.mjs"]],
  ["unused", bin("knip"), []],
  ["reference", process.execPath, ["scripts/reference/write-reference.mjs", "--check"]],
  ["drift", process.execPath, ["prisma/scripts/check-drift.ts"]],
];

const failed = CHECKS.filter(([name, command, args]) => {
  const { status, stdout, stderr } = spawnSync(command, args, {
    cwd: root,
    encoding: "utf8",
    shell: process.platform === "win32",
  });
  const label = [name, ...args.filter((argument) => !argument.startsWith("-"))].join(" ");
  console.log(`${status === 0 ? "ok  " : "FAIL"} ${label}`);
  if (status !== 0) console.log(`${stdout}${stderr}`);
  return status !== 0;
});
console.log(`${CHECKS.length - failed.length} passed, ${failed.length} failed`);
process.exit(failed.length === 0 ? 0 : 1);
