import { fileURLToPath } from "node:url";
import tailwindcss from "@tailwindcss/vite";
import react from "@vitejs/plugin-react";
import { defineConfig, type Plugin } from "vite";

const file = (path: string) => fileURLToPath(new URL(path, import.meta.url));

/**
 * sonner writes its style sheet into the page while it loads, which the page's `style-src 'self'` rightly blocks.
 * The same sheet comes from its package by `@import` in index.css instead. A version that loads otherwise fails the build.
 */
function sonnerWithoutInlineStyles(): Plugin {
  const injected = /^__insertCSS\(".*"\);?$/m;
  return {
    name: "sonner-without-inline-styles",
    transform(code, id) {
      if (!/\/sonner\/dist\/index\.mjs/.test(id)) return null;
      if (!injected.test(code)) this.error("sonner no longer injects its styles the way this plugin removes.");
      return { code: code.replace(injected, ""), map: null };
    },
  };
}

/** The renderer, for Electron and for a browser alike. */
export default defineConfig({
  root: file("src/renderer"),
  plugins: [react(), tailwindcss(), sonnerWithoutInlineStyles()],
  resolve: {
    alias: { "react-style-singleton": file("src/renderer/app/adopted-style-singleton.ts") },
  },
  optimizeDeps: { exclude: ["sonner", "react-style-singleton"] },
  server: { proxy: { "/trpc": "http://127.0.0.1:4700", "/api": "http://127.0.0.1:4700" } },
  build: {
    outDir: file("out/renderer"),
    emptyOutDir: true,
    // Whatever browser opens the console, not only the Chromium inside Electron.
    target: ["chrome120", "firefox121", "safari17"],
    // A font inlined as data: would be refused by the page's content security policy.
    assetsInlineLimit: 0,
    rolldownOptions: { input: file("src/renderer/index.html") },
  },
});
