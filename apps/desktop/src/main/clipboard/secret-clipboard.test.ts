import { expect, it } from "vitest";
import { SecretClipboard } from "./secret-clipboard.ts";

function clipboardInMemory() {
  let text = "";
  return {
    readText: () => text,
    writeText: (next: string) => {
      text = next;
    },
  };
}

const tick = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

it("takes the secret off the clipboard when its time is over", async () => {
  const clipboard = clipboardInMemory();
  const secrets = new SecretClipboard(clipboard, 20);
  await secrets.copy("exc_one");
  expect(clipboard.readText()).toBe("exc_one");
  expect(secrets.containsSecret).toBe(true);
  await expect.poll(() => clipboard.readText()).toBe("");
  expect(secrets.containsSecret).toBe(false);
});

it("does not clear what was copied later", async () => {
  const clipboard = clipboardInMemory();
  const secrets = new SecretClipboard(clipboard, 20);
  await secrets.copy("exc_one");
  clipboard.writeText("a shopping list");
  await expect.poll(() => secrets.containsSecret).toBe(false);
  expect(clipboard.readText()).toBe("a shopping list");
});

it("counts the time from the latest copy", async () => {
  const clearsAfterMs = 100;
  const clipboard = clipboardInMemory();
  let clearedAt = 0;
  const noting = {
    readText: clipboard.readText,
    writeText: (text: string) => {
      if (text === "") clearedAt = performance.now();
      clipboard.writeText(text);
    },
  };
  const secrets = new SecretClipboard(noting, clearsAfterMs);
  await secrets.copy("exc_one");
  await tick(60);
  const copiedAt = performance.now();
  await secrets.copy("exc_two");
  await expect.poll(() => clipboard.readText()).toBe("");
  // A timer may come a millisecond early by this clock.
  expect(clearedAt - copiedAt).toBeGreaterThanOrEqual(clearsAfterMs - 1);
});

it("takes the secret off the clipboard at once when asked to", async () => {
  const clipboard = clipboardInMemory();
  const secrets = new SecretClipboard(clipboard, 60_000);
  await secrets.copy("exc_one");
  await secrets.clearIfOurs();
  expect(clipboard.readText()).toBe("");
});
