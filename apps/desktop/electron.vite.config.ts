import { fileURLToPath } from "node:url";
import { defineConfig } from "electron-vite";

const file = (path: string) => fileURLToPath(new URL(path, import.meta.url));

// The renderer has a configuration of its own, vite.config.ts: electron-vite would give its files relative addresses, and
// a page at /keys/key_… would look for them in /keys/.
export default defineConfig({
  main: {
    // Everything main needs is bundled, so that the app is complete without node_modules.
    build: {
      outDir: file("out/main"),
      externalizeDeps: false,
      rolldownOptions: { input: { index: file("src/main/index.ts") } },
    },
  },
  preload: {
    build: {
      outDir: file("out/preload"),
      externalizeDeps: false,
      rolldownOptions: {
        input: { index: file("src/preload/index.ts") },
        // A sandboxed preload script can only be CommonJS.
        output: { format: "cjs", entryFileNames: "[name].cjs" },
      },
    },
  },
});
