import { chmod } from "node:fs/promises";
import { join } from "node:path";
import { defineConfig } from "vite";

/** Each mode makes one file that needs nothing but Node ≥ 20. What goes into the executable without Node is CommonJS. */
const MODES = {
  command: { entry: "src/main.ts", file: "excalibur-executor.mjs", format: "es" },
  library: { entry: "src/index.ts", file: "index.mjs", format: "es" },
  executable: { entry: "src/main.ts", file: "excalibur-executor.cjs", format: "cjs" },
} as const;

export default defineConfig(({ mode }) => {
  const { entry, file, format } = mode in MODES ? MODES[mode as keyof typeof MODES] : MODES.command;
  return {
    root: import.meta.dirname,
    logLevel: "warn",
    ssr: { noExternal: true },
    build: {
      ssr: entry,
      target: "node20",
      emptyOutDir: false,
      minify: false,
      rolldownOptions: {
        output: { entryFileNames: file, format, codeSplitting: false },
        // The contract has only declarations, so declarations that the executor does not use are removed.
        treeshake: { moduleSideEffects: (id) => !/\/packages\/api\/|\/zod\//.test(id) },
      },
    },
    plugins: [{ name: "executable", writeBundle: ({ dir = "dist" }) => chmod(join(dir, file), 0o755) }],
  };
});
