import { defineConfig } from "vite";

/** One module for Node ≥ 20. What is stock stays a dependency. */
export default defineConfig({
  root: import.meta.dirname,
  logLevel: "warn",
  build: {
    ssr: "src/index.ts",
    target: "node20",
    minify: false,
    rolldownOptions: { output: { entryFileNames: "index.mjs", codeSplitting: false } },
  },
});
