// `npm run bench -- desktop`: 100,000 keys in a real Chromium, and the start of the app in a real Electron.
import { availableParallelism, loadavg } from "node:os";
import { gzipSync } from "node:zlib";
import { findBrowser, launchBrowser, openPage } from "../e2e/support/browser.ts";
import { findXvfb } from "../e2e/support/launch-electron.ts";
import { startServer } from "../e2e/support/start-server.ts";
import { provideTestElectron } from "../scripts/provide-test-electron.mjs";
import type { Frames } from "./frames.ts";
import { measureHeap, measureOpening, measureScrolling, measureSearch, signIn } from "./measure-list.ts";
import { measureStarts } from "./measure-start.ts";
import { seedKeys } from "./seed-keys.ts";

const KEYS = Number(process.argv[2] ?? 100_000);
const ROUNDS = Number(process.argv[3] ?? 5);
const SEARCHES = ["prod-eu", "gpu-", "-73512", "qqqq"];

const executable = findBrowser();
if (executable === null) throw new Error("This needs a Chromium. Name one by CHROMIUM_PATH.");
const lines: string[][] = [];
const note = (what: string, figure: string, wanted: string) => {
  console.error(`${what}: ${figure}`);
  lines.push([what, figure, wanted]);
};

console.error(`Making ${KEYS.toLocaleString("en")} keys …`);
const server = await startServer({ withOwner: true });
try {
  seedKeys(server.dataFolder, KEYS);
  const browser = await launchBrowser(executable);
  const { page } = await openPage(browser);
  const scripts: Promise<number>[] = [];
  page.on("response", (response) => {
    if (response.url().endsWith(".js")) scripts.push(response.body().then((body) => gzipSync(body).length));
  });
  await page.goto(server.url);
  await page.getByRole("heading", { name: "Sign in to Excalibur" }).waitFor();
  const startBytes = (await Promise.all(scripts)).reduce((sum, size) => sum + size, 0);
  note("JavaScript before the first screen, gzip", `${Math.round(startBytes / 1_000)} KB`, "< 250 KB");

  await signIn(page, server.url);
  const openings: number[] = [];
  for (let round = 0; round < ROUNDS; round++) openings.push(await measureOpening(page, server.url));
  note("first rows after opening the list", ms(median(openings)), "< 300 ms");

  for (const text of SEARCHES) {
    const rounds: { answerMs: number; shownMs: number }[] = [];
    for (let round = 0; round < ROUNDS; round++) rounds.push(await measureSearch(page, text));
    const figure = `${ms(median(rounds.map(({ answerMs }) => answerMs)))}, drawn ${ms(median(rounds.map(({ shownMs }) => shownMs)))}`;
    note(`search for "${text}"`, figure, "< 200 ms");
  }

  const { whole, wheel } = await measureScrolling(browser, page);
  note("longest gap between frames, top to bottom in 15 s", framesInWords(whole), "< 50 ms");
  note("the same at 150 rows a second", framesInWords(wheel), "< 50 ms");
  note("the page's heap after that", `${Math.round((await measureHeap(page)) / 1_000_000)} MB`, "< 150 MB");
  await browser.close();

  const electron = findXvfb() === null ? null : await provideTestElectron();
  if (electron !== null) {
    const starts = await measureStarts(electron, server.url, ROUNDS);
    note("Electron, from launch to the sign-in screen", ms(median(starts)), "< 1500 ms");
  }
} finally {
  await server.dispose();
}

console.log(
  `${KEYS.toLocaleString("en")} keys, ${availableParallelism()} cores, load ${loadavg()[0]?.toFixed(1)}, medians of ${ROUNDS}\n`,
);
console.log("| what | measured | wanted |\n| --- | ---: | ---: |");
for (const cells of lines) console.log(`| ${cells.join(" | ")} |`);

function framesInWords({ count, longestMs, over50Ms, longestTaskMs }: Frames): string {
  return `${ms(longestMs)} (${over50Ms} of ${count} over 50 ms; longest task ${ms(longestTaskMs)})`;
}

function ms(value: number): string {
  return `${Math.round(value)} ms`;
}

function median(numbers: readonly number[]): number {
  return numbers.toSorted((a, b) => a - b)[Math.floor(numbers.length / 2)] ?? Number.NaN;
}
