// `npm run screens`: takes the pictures in docs/screens of an organization that it makes itself. Without arguments all of
// them; with arguments those of the scenes and sizes that they name. SCREENS_FOLDER puts them elsewhere.
import { mkdir } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { findBrowser, launchBrowser } from "../e2e/support/browser.ts";
import { signInAsAdmin } from "../e2e/support/sign-in.ts";
import { startServer } from "../e2e/support/start-server.ts";
import { SCENES } from "./scenes.ts";
import { seedOrganization, type Seeded } from "./seed-organization.ts";

interface Size {
  width: number;
  height: number;
  scale: number;
  theme: "light" | "dark";
  /** The only scenes that are taken at this size; without it all are. */
  scenes?: readonly string[];
}

/** By the end of a picture's name. At 200 % zoom windows of 1440 by 900 and of 1280 by 800 have half the CSS pixels each way. */
const SIZES: Readonly<Record<string, Size>> = {
  "1440": { width: 1440, height: 900, scale: 1, theme: "light" },
  "1440-dark": { width: 1440, height: 900, scale: 1, theme: "dark" },
  "900": { width: 900, height: 600, scale: 1, theme: "light" },
  "360": { width: 360, height: 740, scale: 1, theme: "light" },
  "360-dark": {
    width: 360,
    height: 740,
    scale: 1,
    theme: "dark",
    scenes: ["overview", "api-keys", "selected-keys", "revoke", "incident"],
  },
  "200-percent": { width: 720, height: 450, scale: 2, theme: "light" },
  "640": {
    width: 640,
    height: 400,
    scale: 2,
    theme: "light",
    scenes: ["overview", "api-keys", "executors", "audit-log", "incident"],
  },
};

const NARROW_BELOW_PX = 768;

const executable = findBrowser();
if (executable === null) throw new Error("There is no Chromium here. Name one by CHROMIUM_PATH.");
const asked = process.argv.slice(2);
const known = [...Object.keys(SCENES), ...Object.keys(SIZES)];
const unknown = asked.filter((name) => !known.includes(name));
if (unknown.length > 0)
  throw new Error(`No such scene or size: ${unknown.join(", ")}. There are: ${known.join(", ")}.`);
const scenes = namesAmong(SCENES);
const sizes = namesAmong(SIZES);
const folder = process.env["SCREENS_FOLDER"] ?? fileURLToPath(new URL("../../../docs/screens/", import.meta.url));
await mkdir(folder, { recursive: true });

const server = await startServer({ withOwner: true });
const browser = await launchBrowser(executable);
try {
  const seeded = await seedOrganization(server);
  for (const [name, size] of Object.entries(SIZES)) {
    if (sizes.includes(name)) await take(name, size, seeded);
  }
} finally {
  await browser.close();
  await server.dispose();
}

/** Those that were asked for; all where none was. */
function namesAmong(table: object): string[] {
  const names = Object.keys(table);
  const wanted = names.filter((name) => asked.includes(name));
  return wanted.length === 0 ? names : wanted;
}

async function take(name: string, size: Size, seeded: Seeded): Promise<void> {
  const { width, height, scale, theme } = size;
  const context = await browser.newContext({
    viewport: { width, height },
    deviceScaleFactor: scale,
    reducedMotion: "reduce",
    colorScheme: theme,
  });
  const page = await context.newPage();
  await page.goto(`${server.url}/keys`);
  await signInAsAdmin(page);
  await page.getByRole("table").waitFor();
  for (const [title, scene] of Object.entries(SCENES)) {
    if (!scenes.includes(title) || size.scenes?.includes(title) === false) continue;
    const own = await context.newPage();
    // Leaving a one-time dialog is asked about.
    own.on("dialog", (dialog) => void dialog.accept());
    await seeded.beat();
    try {
      await scene({ page: own, url: server.url, isNarrow: width < NARROW_BELOW_PX, ...seeded });
    } catch (error) {
      await own.screenshot({ path: `${folder}/failed.png` });
      throw new Error(`The scene ${title} did not appear at ${name}. failed.png shows what did.`, { cause: error });
    }
    await own.screenshot({ path: `${folder}/${title}-${name}.png`, animations: "disabled" });
    await own.close();
    console.error(`${title}-${name}.png`);
  }
  await context.close();
}
