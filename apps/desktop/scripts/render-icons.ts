// Draws the app's icons from the SVG files in icons/, with this machine's Chromium. The results are in git,
// so this runs only when an SVG file changes.
import { mkdir, readFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import type { Browser } from "playwright-core";
import { findBrowser, launchBrowser } from "../e2e/support/browser.ts";

const desktop = fileURLToPath(new URL("../", import.meta.url));
const LINUX_SIZES_PX = [16, 32, 48, 64, 128, 256, 512];
const TRAY_SIZE_PX = 16;

/** Source, result and size in pixels of each icon. */
const ICONS: readonly (readonly [source: string, result: string, size: number])[] = [
  ["app-mac", "build/icon-mac.png", 1024],
  ["app", "build/icon-win.png", 512],
  ...LINUX_SIZES_PX.map((size) => ["app", `build/icons/${size}x${size}.png`, size] as const),
  ...["tray-calm", "tray-alert", "tray-calmTemplate", "tray-alertTemplate"].flatMap((name) => [
    [name, `resources/${name}.png`, TRAY_SIZE_PX] as const,
    [name, `resources/${name}@2x.png`, 2 * TRAY_SIZE_PX] as const,
  ]),
];

const executable = findBrowser();
if (executable === null) throw new Error("Drawing the icons needs a Chromium. Name one by CHROMIUM_PATH.");
const browser = await launchBrowser(executable);
for (const [source, result, size] of ICONS) await render(browser, source, result, size);
await browser.close();

async function render(chromium: Browser, source: string, result: string, size: number): Promise<void> {
  const svg = await readFile(join(desktop, "icons", `${source}.svg`), "utf8");
  const path = join(desktop, result);
  await mkdir(dirname(path), { recursive: true });
  const page = await chromium.newPage({ viewport: { width: size, height: size } });
  await page.setContent(`<style>body{margin:0}svg{display:block;width:${size}px;height:${size}px}</style>${svg}`);
  await page.screenshot({ path, omitBackground: true });
  await page.close();
}
