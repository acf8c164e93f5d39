// Makes the npm packages of the libraries: `npm run package:libraries`. One tarball each lands in the package's folder `out`,
// or in the folder given behind `--`.
import { execFileSync } from "node:child_process";
import { mkdirSync } from "node:fs";
import { join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { bundleTypes } from "./package-libraries/bundle-types.mjs";

const root = fileURLToPath(new URL("../", import.meta.url));
const [folder] = process.argv.slice(2);

for (const name of ["client", "executor"]) {
  const library = join(root, "packages", name);
  execFileSync("pnpm", ["run", "build:library"], { cwd: library, stdio: "inherit" });
  await bundleTypes({ root, name, target: join(library, "dist/index.d.mts") });
  const out = folder === undefined ? join(library, "out") : resolve(folder);
  mkdirSync(out, { recursive: true });
  execFileSync("pnpm", ["pack", "--pack-destination", out], { cwd: library, stdio: "inherit" });
}
