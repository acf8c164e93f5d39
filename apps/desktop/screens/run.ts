// `npm run screens`: takes the pictures in docs/screens of an organization that it makes itself. Without arguments all of
// them; with arguments the scenes of these names. SCREENS_FOLDER puts them elsewhere.
import { mkdir } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import type { Browser } from "playwright-core";
import { findBrowser, launchBrowser } from "../e2e/support/browser.ts";
import { signInAsAdmin } from "../e2e/support/sign-in.ts";
import { startServer } from "../e2e/support/start-server.ts";
import { SCENES } from "./scenes.ts";
import { seedOrganization, type Seeded } from "./seed-organization.ts";

/** By the end of a picture's name. At 200 % zoom a window of 1440 by 900 has half the CSS pixels each way. */
const SIZES = {
  "1440": { width: 1440, height: 900, scale: 1, theme: "light" },
  "1440-dark": { width: 1440, height: 900, scale: 1, theme: "dark" },
  "900": { width: 900, height: 600, scale: 1, theme: "light" },
  "360": { width: 360, height: 740, scale: 1, theme: "light" },
  "200-percent": { width: 720, height: 450, scale: 2, theme: "light" },
} as const;
type Size = keyof typeof SIZES;

const NARROW_BELOW_PX = 768;

const executable = findBrowser();
if (executable === null) throw new Error("There is no Chromium here. Name one by CHROMIUM_PATH.");
const wanted = process.argv.slice(2);
const unknown = wanted.filter((name) => !Object.hasOwn(SCENES, name));
if (unknown.length > 0)
  throw new Error(`No such scene: ${unknown.join(", ")}. There are: ${Object.keys(SCENES).join(", ")}.`);
const folder = process.env["SCREENS_FOLDER"] ?? fileURLToPath(new URL("../../../docs/screens/", import.meta.url));
await mkdir(folder, { recursive: true });

const server = await startServer({ withOwner: true });
const browser = await launchBrowser(executable);
try {
  const seeded = await seedOrganization(server);
  for (const size of Object.keys(SIZES) as Size[]) await take(browser, size, seeded);
} finally {
  await browser.close();
  await server.dispose();
}

async function take(from: Browser, size: Size, seeded: Seeded): Promise<void> {
  const { width, height, scale, theme } = SIZES[size];
  const context = await from.newContext({
    viewport: { width, height },
    deviceScaleFactor: scale,
    reducedMotion: "reduce",
    colorScheme: theme,
  });
  const page = await context.newPage();
  await page.goto(`${server.url}/keys`);
  await signInAsAdmin(page);
  await page.getByRole("table").waitFor();
  for (const [name, scene] of Object.entries(SCENES)) {
    if (wanted.length > 0 && !wanted.includes(name)) continue;
    const own = await context.newPage();
    // Leaving a one-time dialog is asked about.
    own.on("dialog", (dialog) => void dialog.accept());
    await seeded.beat();
    try {
      await scene({ page: own, url: server.url, isNarrow: width < NARROW_BELOW_PX, ...seeded });
    } catch (error) {
      await own.screenshot({ path: `${folder}/failed.png` });
      throw new Error(`The scene ${name} did not appear at ${size}. failed.png shows what did.`, { cause: error });
    }
    await own.screenshot({ path: `${folder}/${name}-${size}.png`, animations: "disabled" });
    await own.close();
    console.error(`${name}-${size}.png`);
  }
  await context.close();
}
