import { globSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { expect, it } from "vitest";
import { DIALOGS } from "./two-organizations/dialogs.ts";

/** It changes nothing: it is sent as a change so that no hash of a secret stands in an address. */
const READING = new Set(["apiKeys.lookUp", "logins.preview"]);

/** Every change of an organization that the renderer makes, by its own sources. */
function changesInSources(): string[] {
  const renderer = fileURLToPath(new URL("../src/renderer/", import.meta.url));
  const sources = globSync("**/*.{ts,tsx}", { cwd: renderer }).map((name) => readFileSync(renderer + name, "utf8"));
  const calls = sources.flatMap((source) => [
    ...source.matchAll(/\bapiClient\.([\w.]+)\.mutate\b/g),
    ...source.matchAll(/\bapi\.([\w.]+)\.mutationOptions\b/g),
  ]);
  return [...new Set(calls.map(([, procedure = ""]) => procedure))].filter((procedure) => !READING.has(procedure));
}

it("every change that the renderer makes in an organization is made by a dialog of `DIALOGS`", () => {
  expect(Object.keys(DIALOGS).sort()).toEqual(changesInSources().sort());
});
