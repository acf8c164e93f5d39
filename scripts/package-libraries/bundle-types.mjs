import { execFileSync } from "node:child_process";
import { copyFileSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { rolldown } from "rolldown";
import { dts } from "rolldown-plugin-dts";

/**
 * Writes the declarations of a library into one file. The types of packages of this repository go into it; those of packages
 * from npm are imported.
 * @param {{ root: string, name: string, target: string }} library its folder in `packages`, and the file
 */
export async function bundleTypes({ root, name, target }) {
  const folder = mkdtempSync(join(tmpdir(), "excalibur-types-"));
  try {
    const tsc = join(root, "node_modules/.bin/tsc");
    execFileSync(tsc, ["-p", join(root, "packages", name, "tsconfig.types.json"), "--outDir", folder], {
      stdio: "inherit",
    });
    const api = join(folder, "packages/api/src");
    const bundle = await rolldown({
      input: { index: join(folder, "packages", name, "src/index.d.ts") },
      resolve: {
        alias: { "@excalibur/api/contract": join(api, "contract.d.ts"), "@excalibur/api": join(api, "index.d.ts") },
      },
      external: (id) => /^(@?\w)/.test(id) && !id.startsWith("@excalibur/"),
      plugins: [dts({ dtsOnly: true, generator: "oxc", tsconfig: false })],
    });
    await bundle.write({ dir: join(folder, "out"), format: "es" });
    copyFileSync(join(folder, "out/index.d.ts"), target);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
