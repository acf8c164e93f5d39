// `npm run bench -- desktop`: a long list of keys in a real Chromium, and the start of the app in a real Electron.
// Says what it does on stderr, and what it found, as Markdown, on stdout.
import { availableParallelism, cpus } from "node:os";
import { gzipSync } from "node:zlib";
import type { Browser, Page } from "playwright-core";
import { findBrowser, launchBrowser, openPage } from "../e2e/support/browser.ts";
import { setup as build } from "../e2e/support/build-desktop.ts";
import { findXvfb } from "../e2e/support/launch-electron.ts";
import { startServer } from "../e2e/support/start-server.ts";
import { provideTestElectron } from "../scripts/provide-test-electron.mjs";
import type { Frames } from "./frames.ts";
import {
  measureHeap,
  measureLoading,
  measureOpening,
  measureScrolling,
  measureSearch,
  signIn,
} from "./measure-list.ts";
import { measureStarts } from "./measure-start.ts";
import { seedKeys } from "./seed-keys.ts";

const SEARCHES = ["prod-eu", "gpu-", "-73512", "qqqq"];

interface Bench {
  browser: Browser;
  page: Page;
  url: string;
  rounds: number;
}

/** What was measured, what came out, what is wanted. */
type Line = readonly [what: string, figure: string, wanted: string];

const PARTS: Readonly<Record<string, (bench: Bench) => Promise<Line[]>>> = {
  open: async ({ page, url, rounds }) => [
    [
      "first rows after the click that opens the list",
      await medianMs(rounds, () => measureOpening(page, url)),
      "< 300 ms",
    ],
    [
      "first rows after loading the page at the list's address",
      await medianMs(rounds, () => measureLoading(page, url)),
      "",
    ],
  ],
  search: async ({ page, url, rounds }) => {
    await page.goto(`${url}/keys`);
    const lines: Line[] = [];
    for (const text of SEARCHES) {
      const found = await repeat(rounds, () => measureSearch(page, text));
      const answered = median(found.map(({ answerMs }) => answerMs));
      const drawn = median(found.map(({ shownMs }) => shownMs));
      lines.push([`search for "${text}": answered, drawn`, `${ms(answered)}, ${ms(drawn)}`, "< 200 ms"]);
    }
    return lines;
  },
  scroll: async ({ browser, page, url }) => {
    await page.goto(`${url}/keys`);
    const { whole, fling, wheel } = await measureScrolling(browser, page);
    return [
      ["longest gap between frames, top to bottom in 15 s", describeFrames(whole), "< 50 ms"],
      ["the same at 1,000 rows a second", describeFrames(fling), "< 50 ms"],
      ["the same at 150 rows a second", describeFrames(wheel), "< 50 ms"],
      ["the page's heap after that", `${Math.round((await measureHeap(page)) / 1_000_000)} MB`, "< 150 MB"],
    ];
  },
  electron: async ({ url, rounds }) => {
    const electron = findXvfb() === null ? null : await provideTestElectron();
    if (electron === null) return [["Electron, from launch to the sign-in screen", "none here", "< 1500 ms"]];
    const starts = await measureStarts(electron, url, rounds);
    return [["Electron, from launch to the sign-in screen", ms(median(starts)), "< 1500 ms"]];
  },
};

const [keys, rounds, ...named] = process.argv.slice(2);
const count = Number(keys ?? 100_000);
const times = Number(rounds ?? 5);
const parts = named.length === 0 ? Object.keys(PARTS) : named;

const executable = findBrowser();
if (executable === null) throw new Error("This needs a Chromium. Name one by CHROMIUM_PATH.");
await build();
const server = await startServer({ withOwner: true });
const lines: Line[] = [];
try {
  console.error(`Making ${count.toLocaleString("en")} keys …`);
  seedKeys(server.dataFolder, count);
  const browser = await launchBrowser(executable);
  const { page } = await openPage(browser);
  lines.push(["JavaScript before the first screen, gzip", await firstScripts(page, server.url), "< 250 KB"]);
  await signIn(page, server.url);
  for (const part of parts) {
    const found = await PARTS[part]?.({ browser, page, url: server.url, rounds: times });
    for (const line of found ?? []) console.error(line.join("   "));
    lines.push(...(found ?? []));
  }
  await browser.close();
} finally {
  await server.dispose();
}

console.log("| what | measured | wanted |\n| --- | ---: | ---: |");
for (const cells of lines) console.log(`| ${cells.join(" | ")} |`);
const model = cpus()[0]?.model.trim() ?? "an unknown processor";
console.log(
  `\n${count.toLocaleString("en")} keys on SQLite, medians of ${times}. ${availableParallelism()} cores of ${model}, which the server and a browser without a graphics card share.`,
);

/** How much JavaScript is loaded until the sign-in screen is there. */
async function firstScripts(page: Page, url: string): Promise<string> {
  const scripts: Promise<number>[] = [];
  page.on("response", (response) => {
    if (response.url().endsWith(".js")) scripts.push(response.body().then((body) => gzipSync(body).length));
  });
  await page.goto(url);
  await page.getByRole("heading", { name: "Sign in to Excalibur" }).waitFor();
  const sizes = await Promise.all(scripts);
  page.removeAllListeners("response");
  return `${Math.round(sizes.reduce((sum, size) => sum + size, 0) / 1_000)} KB`;
}

async function repeat<T>(times: number, measure: () => Promise<T>): Promise<T[]> {
  const results: T[] = [];
  for (let round = 0; round < times; round++) results.push(await measure());
  return results;
}

async function medianMs(times: number, measure: () => Promise<number>): Promise<string> {
  return ms(median(await repeat(times, measure)));
}

function describeFrames({ count, longestMs, over50Ms, longestTaskMs }: Frames): string {
  return `${ms(longestMs)} (${over50Ms} of ${count} over 50 ms; longest task ${ms(longestTaskMs)})`;
}

function ms(value: number): string {
  return `${Math.round(value)} ms`;
}

function median(numbers: readonly number[]): number {
  return numbers.toSorted((a, b) => a - b)[Math.floor(numbers.length / 2)] ?? Number.NaN;
}
