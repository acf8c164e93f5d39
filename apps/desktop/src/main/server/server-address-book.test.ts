import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, it } from "vitest";
import { testFolder } from "../files/test-folder.ts";
import { ServerAddressBook } from "./server-address-book.ts";

async function settingsPath(content?: string): Promise<string> {
  const path = join(await testFolder(), "settings.json");
  if (content !== undefined) await writeFile(path, content);
  return path;
}

it("prefers the environment, then what was saved, then this machine", async () => {
  const path = await settingsPath('{"serverUrl":"https://saved.example.com"}');
  const environment = await ServerAddressBook.open(path, "http://127.0.0.1:5000/");
  expect(environment.address).toEqual({ url: "http://127.0.0.1:5000", source: "environment" });
  expect((await ServerAddressBook.open(path, undefined)).address).toEqual({
    url: "https://saved.example.com",
    source: "saved",
  });
  const none = await ServerAddressBook.open(await settingsPath(), "");
  expect(none.address).toEqual({ url: "http://127.0.0.1:4700", source: "default" });
});

it("remembers a saved address over the next start", async () => {
  const path = await settingsPath();
  const book = await ServerAddressBook.open(path, undefined);
  await book.save("keys.example.com");
  expect((await ServerAddressBook.open(path, undefined)).address.url).toBe("https://keys.example.com");
});

it("counts broken settings as none and saves no nonsense", async () => {
  const book = await ServerAddressBook.open(await settingsPath("{broken"), undefined);
  expect(book.address.source).toBe("default");
  await expect(book.save("ftp://nowhere")).rejects.toThrow("not the address");
});

it("lists every server that was used, the latest first and each once, and removes one on request", async () => {
  const path = await settingsPath('{"serverUrl":"https://first.example.com"}');
  const book = await ServerAddressBook.open(path, undefined);
  await book.save("second.example.com");
  await book.save("third.example.com");
  await book.save("second.example.com");
  const all = ["https://second.example.com", "https://third.example.com", "https://first.example.com"];
  expect(book.saved).toEqual(all);
  expect((await ServerAddressBook.open(path, undefined)).saved).toEqual(all);

  await book.forget("https://third.example.com");
  expect(book.address.url).toBe("https://second.example.com");
  await book.forget("https://second.example.com");
  const next = await ServerAddressBook.open(path, undefined);
  expect(next.saved).toEqual(["https://first.example.com"]);
  expect(next.address.source).toBe("default");
});

it("keeps the server that was saved when the environment names another one for this run", async () => {
  const path = await settingsPath('{"serverUrl":"https://saved.example.com"}');
  const book = await ServerAddressBook.open(path, "http://127.0.0.1:5000");
  await book.forget("https://unknown.example.com");
  expect(book.saved).toEqual(["https://saved.example.com"]);
  expect((await ServerAddressBook.open(path, undefined)).address.url).toBe("https://saved.example.com");
});
