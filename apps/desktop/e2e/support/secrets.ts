import type { Page } from "playwright-core";

const SECRET = /ex[cm]_[0-9A-Za-z]{49}/;

/** The secret that is on screen. */
export async function shownSecret(page: Page): Promise<string> {
  const text = await page.getByLabel("The new key", { exact: true }).innerText();
  const secret = SECRET.exec(text)?.[0];
  if (secret === undefined) throw new Error(`There is no secret in "${text}".`);
  return secret;
}

/** Every part of the page in which a script, or the machine's next user, could still read one of these secrets. */
export async function findSecret(page: Page, ...secrets: string[]): Promise<string[]> {
  // The heap comes first: asking the page for the secret puts it there.
  const inHeap = await isInHeap(page, ...secrets);
  const inPage = await page.evaluate((texts) => {
    const isIn = (place: string) => texts.some((text) => place.includes(text));
    return {
      document: isIn(document.documentElement.outerHTML),
      address: isIn(location.href) || isIn(JSON.stringify(history.state)),
      storage: isIn(JSON.stringify([{ ...localStorage }, { ...sessionStorage }])),
    };
  }, secrets);
  const stores = Object.entries({ heap: inHeap, ...inPage });
  return stores.filter(([, found]) => found).map(([name]) => name);
}

/** Searches the JavaScript heap for any of these, after a garbage collection. */
export async function isInHeap(page: Page, ...secrets: string[]): Promise<boolean> {
  const session = await page.context().newCDPSession(page);
  await session.send("HeapProfiler.collectGarbage");
  const chunks: string[] = [];
  session.on("HeapProfiler.addHeapSnapshotChunk", ({ chunk }) => chunks.push(chunk));
  await session.send("HeapProfiler.takeHeapSnapshot", { reportProgress: false });
  await session.detach();
  const heap = chunks.join("");
  return secrets.some((secret) => heap.includes(secret));
}
