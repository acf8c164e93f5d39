import { chmod } from "node:fs/promises";
import { join } from "node:path";
import { defineConfig } from "vite";

const FILE = "excalibur.mjs";

/** One file that needs nothing but Node. */
export default defineConfig({
  root: import.meta.dirname,
  logLevel: "warn",
  ssr: { noExternal: true },
  build: {
    ssr: "src/main.ts",
    target: "node22",
    minify: false,
    rolldownOptions: { output: { entryFileNames: FILE, codeSplitting: false } },
  },
  plugins: [{ name: "executable", writeBundle: ({ dir = "dist" }) => chmod(join(dir, FILE), 0o755) }],
});
