import { chmod } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "vite";

/** Each entry becomes one file that needs nothing but Node ≥ 20. */
const ENTRIES = { "excalibur-executor": "src/main.ts", index: "src/index.ts" } as const;

/** Builds the command and the library into a folder. */
export async function buildExecutor(folder: string): Promise<void> {
  for (const [name, entry] of Object.entries(ENTRIES)) {
    await build({
      configFile: false,
      root: fileURLToPath(new URL("..", import.meta.url)),
      logLevel: "warn",
      ssr: { noExternal: true },
      build: {
        ssr: entry,
        target: "node20",
        outDir: folder,
        emptyOutDir: false,
        minify: false,
        rolldownOptions: {
          output: { entryFileNames: `${name}.mjs`, codeSplitting: false },
          // The contract is made of declarations alone: whatever the executor does not name can go.
          treeshake: { moduleSideEffects: (id) => !/\/packages\/api\/|\/zod\//.test(id) },
        },
      },
    });
  }
  await chmod(join(folder, "excalibur-executor.mjs"), 0o755);
}
