// Makes what a release is made of: `npm run release -- NAME…` some of it, into the folder out/release; `npm run release -- --dry-run`
// all that can be made on this machine, with a list of what can't and why. Nothing is published from here: the workflow
// .github/workflows/release.yml does that, on a tag.
import { createHash } from "node:crypto";
import { readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { ELSEWHERE, releaseFolder, STEPS } from "./release/steps.mjs";

const root = fileURLToPath(new URL("../", import.meta.url));
const { version } = JSON.parse(readFileSync(join(root, "package.json"), "utf8"));
const wanted = process.argv.slice(2);
const isDryRun = wanted.length === 1 && wanted[0] === "--dry-run";
const unknown = wanted.filter((name) => !Object.hasOwn(STEPS, name));

if (!isDryRun && (wanted.length === 0 || unknown.length > 0)) {
  console.error("npm run release -- --dry-run, or some of:");
  for (const [name, { what }] of Object.entries(STEPS)) console.error(`  ${name.padEnd(12)} ${what}`);
  process.exit(78);
}

const out = releaseFolder(root);
const failed = [];
const left = [];
if (isDryRun) for (const name of readdirSync(out)) rmSync(join(out, name), { recursive: true });
for (const name of isDryRun ? Object.keys(STEPS) : wanted) {
  const { what, cannot, run } = STEPS[name];
  const reason = await cannot();
  if (reason !== null) {
    left.push(`${what}: ${reason}`);
    if (!isDryRun) failed.push(name);
    continue;
  }
  console.log(`\n== ${name}: ${what}`);
  try {
    await run({ root, version, out });
  } catch (error) {
    failed.push(name);
    console.error(error instanceof Error ? error.message : error);
  }
}

const files = readdirSync(out).filter((name) => name !== "SHA256SUMS");
const sums = files.map(
  (name) =>
    `${createHash("sha256")
      .update(readFileSync(join(out, name)))
      .digest("hex")}  ${name}\n`,
);
writeFileSync(join(out, "SHA256SUMS"), sums.join(""));
console.log(`\nMade for ${version}, in ${out}:`);
for (const name of files)
  console.log(`  ${(statSync(join(out, name)).size / 1_000_000).toFixed(2).padStart(7)} MB  ${name}`);
if (isDryRun) left.push(...Object.entries(ELSEWHERE).map(([what, why]) => `${what}: ${why}`));
if (left.length > 0) console.log(`Not made here:\n${left.map((line) => `  ${line}`).join("\n")}`);
if (failed.length > 0) console.error(`Failed: ${failed.join(", ")}`);
process.exit(failed.length === 0 ? 0 : 1);
