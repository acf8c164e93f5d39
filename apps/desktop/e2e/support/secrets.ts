import type { Page } from "playwright-core";

const SECRET = /ex[cm]_[0-9A-Za-z]{49}/;

/** The secret that is on screen. */
export async function shownSecret(page: Page): Promise<string> {
  const text = await page.getByLabel("The new key", { exact: true }).innerText();
  const secret = SECRET.exec(text)?.[0];
  if (secret === undefined) throw new Error(`There is no secret in "${text}".`);
  return secret;
}

/** Every part of the page that a script, or the machine's next user, could still read a secret from. */
export async function findSecret(page: Page, secret: string): Promise<string[]> {
  // The heap comes first: asking the page for the secret puts it there.
  const inHeap = await isInHeap(page, secret);
  const inPage = await page.evaluate(
    (text) => ({
      document: document.documentElement.outerHTML.includes(text),
      address: location.href.includes(text) || JSON.stringify(history.state).includes(text),
      storage: JSON.stringify([{ ...localStorage }, { ...sessionStorage }]).includes(text),
    }),
    secret,
  );
  const stores = Object.entries({ heap: inHeap, ...inPage });
  return stores.filter(([, found]) => found).map(([name]) => name);
}

/** Searches the JavaScript heap, after a garbage collection. */
export async function isInHeap(page: Page, secret: string): Promise<boolean> {
  const session = await page.context().newCDPSession(page);
  await session.send("HeapProfiler.collectGarbage");
  const chunks: string[] = [];
  session.on("HeapProfiler.addHeapSnapshotChunk", ({ chunk }) => chunks.push(chunk));
  await session.send("HeapProfiler.takeHeapSnapshot", { reportProgress: false });
  await session.detach();
  return chunks.join("").includes(secret);
}
