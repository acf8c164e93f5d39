import { readFileSync } from "node:fs";
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { brotliCompress, constants, gzip } from "node:zlib";
import tailwindcss from "@tailwindcss/vite";
import react from "@vitejs/plugin-react";
import { defineConfig, type Plugin, type Rolldown } from "vite";

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

/**
 * Has the page wait for the few lines that set its theme: modules run after something may have been drawn. As a file of its
 * own, because inline scripts are refused, and with a hash in its name like the others.
 */
function themeBeforeFirstPaint(): Plugin {
  const name = "before-first-paint.js";
  return {
    name,
    apply: "build",
    buildStart() {
      this.emitFile({ type: "asset", name, source: readFileSync(file(`src/renderer/theme/${name}`)) });
    },
    transformIndexHtml: {
      order: "post",
      handler(_html, { bundle = {} }) {
        const built = Object.values(bundle).find((each) => each.type === "asset" && each.names.includes(name));
        if (built === undefined) throw new Error(`${name} was not built.`);
        return [{ tag: "script", attrs: { src: `/${built.fileName}` }, injectTo: "head" }];
      },
    },
  };
}

/** Shorter ones fit into a packet as they are. */
const WORTH_COMPRESSING_BYTES = 1_024;
/** The last step to 11 takes three times as long, for a sixtieth of the size. */
const BROTLI_QUALITY = 10;

/** Puts compressed copies beside the files that the server sends to browsers, so that it has to compress none. */
function compressedCopies(): Plugin {
  const [toBrotli, toGzip] = [promisify(brotliCompress), promisify(gzip)];
  const copy = async (path: string) => {
    const content = await readFile(path);
    if (content.length < WORTH_COMPRESSING_BYTES) return;
    const params = { [constants.BROTLI_PARAM_QUALITY]: BROTLI_QUALITY };
    await Promise.all([
      toBrotli(content, { params }).then((bytes) => writeFile(`${path}.br`, bytes)),
      toGzip(content, { level: constants.Z_BEST_COMPRESSION }).then((bytes) => writeFile(`${path}.gz`, bytes)),
    ]);
  };
  return {
    name: "compressed-copies",
    apply: "build",
    async writeBundle({ dir = "" }, bundle) {
      const names = Object.keys(bundle).filter((each) => /\.(css|html|js|svg)$/.test(each));
      await Promise.all(names.map((each) => copy(join(dir, each))));
    },
  };
}

/** Screens for users without a session. */
const ENTRANCE = /\/screens\/(connect|invitation|reset-password|setup|sign-in)-screen\.tsx$/;

/**
 * Which file holds a module that several screens share: one for those that lead in, whose modules need nothing of the other,
 * and one for the rest.
 */
function sharedBy(id: string, build: Pick<Rolldown.PluginContext, "getModuleInfo">): string {
  const seen = new Set([id]);
  for (const each of seen) {
    if (ENTRANCE.test(each)) return "entrance";
    for (const importer of build.getModuleInfo(each)?.importers ?? []) seen.add(importer);
  }
  return "inside";
}

/** The renderer, for Electron and for a browser alike. */
export default defineConfig({
  // The page names its files from the root, where the server puts the path that it is reached below; files find each other.
  experimental: { renderBuiltUrl: (_file, { hostType }) => (hostType === "html" ? undefined : { relative: true }) },
  root: file("src/renderer"),
  plugins: [react(), tailwindcss(), sonnerWithoutInlineStyles(), themeBeforeFirstPaint(), compressedCopies()],
  resolve: {
    alias: { "react-style-singleton": file("src/renderer/app/adopted-style-singleton.ts") },
  },
  optimizeDeps: { exclude: ["sonner", "react-style-singleton"] },
  server: { proxy: { "/trpc": "http://127.0.0.1:4700", "/api": "http://127.0.0.1:4700" } },
  build: {
    // From there `scripts/publish-renderer.mjs` puts it in the place of the one before, which may be being served.
    outDir: file("out/renderer.next"),
    emptyOutDir: true,
    // The console runs in every browser, not only in Electron's Chromium.
    target: ["chrome120", "firefox121", "safari17"],
    // A font inlined as data: would be refused by the page's content security policy.
    assetsInlineLimit: 0,
    // The first chunk holds all that the first screen needs, on purpose.
    chunkSizeWarningLimit: 600,
    rolldownOptions: {
      input: file("src/renderer/index.html"),
      output: {
        // Left to itself, each set of screens that share a module gets a file of its own: 65 files for a list of keys.
        codeSplitting: {
          groups: [
            { name: "start", tags: ["$initial"], priority: 1 },
            { name: sharedBy, debugName: "shared", minShareCount: 2 },
          ],
        },
      },
    },
  },
});
