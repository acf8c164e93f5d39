// Makes the executor's executables without Node and its Debian packages: `npm run package:executor`. With names of platforms
// behind `--` (`linux-x64`) only those. They land in packages/executor/out, from where the server gives them to hosts.
import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";
import { makeDebianPackage } from "./package-executor/make-debian-package.mjs";
import { makeExecutable, prepareBlob } from "./package-executor/make-executable.mjs";
import { provideNode } from "./package-executor/node-binary.mjs";

const PLATFORMS = { "linux-x64": "amd64", "linux-arm64": "arm64" };
const EXECUTOR = fileURLToPath(new URL("../packages/executor/", import.meta.url));

const wanted = process.argv.slice(2);
const unknown = wanted.filter((platform) => !Object.hasOwn(PLATFORMS, platform));
const own = `${process.platform}-${process.arch}`;
if (unknown.length > 0 || !Object.hasOwn(PLATFORMS, own)) {
  const names = Object.keys(PLATFORMS).join(" and ");
  console.error(`Executables are made for ${names}, on one of them. This is ${own}; asked for: ${wanted.join(", ")}.`);
  process.exit(78);
}

const { version } = JSON.parse(readFileSync(join(EXECUTOR, "package.json"), "utf8"));
const out = join(EXECUTOR, "out");
const folder = mkdtempSync(join(tmpdir(), "excalibur-package-"));
try {
  mkdirSync(out, { recursive: true });
  const vite = join(EXECUTOR, "node_modules/vite/bin/vite.js");
  execFileSync(process.execPath, [vite, "build", "--mode", "executable", "--outDir", folder], { cwd: EXECUTOR });
  const blob = prepareBlob({ node: runnable(provideNode(own)), main: join(folder, "excalibur-executor.cjs"), folder });
  for (const [platform, architecture] of Object.entries(PLATFORMS)) {
    if (wanted.length > 0 && !wanted.includes(platform)) continue;
    const executable = join(folder, `excalibur-executor-${platform}`);
    await makeExecutable({ node: provideNode(platform), blob, target: executable });
    // The highest level takes two and a half times as long, for 0.4 % less.
    writeFileSync(`${executable}.gz`, gzipSync(readFileSync(executable), { level: 6 }));
    const debian = join(folder, `excalibur-executor_${version}_${architecture}.deb`);
    makeDebianPackage({ executable, version, architecture, folder, target: debian });
    for (const file of [executable, `${executable}.gz`, debian]) publish(file);
  }
} finally {
  rmSync(folder, { recursive: true, force: true });
}

/** An executable copy of Node. */
function runnable(node) {
  const copy = join(folder, "node");
  execFileSync("install", ["-m", "755", node, copy]);
  return copy;
}

/** Puts a file in place whole: a server may be giving it to hosts. */
function publish(file) {
  const target = join(out, basename(file));
  execFileSync("cp", [file, `${target}.new`]);
  renameSync(`${target}.new`, target);
  console.log(`${(statSync(target).size / 1_000_000).toFixed(1).padStart(6)} MB  ${target}`);
}
