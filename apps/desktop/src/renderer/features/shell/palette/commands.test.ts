import { expect, it } from "vitest";
import { matchingCommands } from "./commands.ts";

const commands = [
  { group: "Go to", label: "API keys" },
  { group: "Go to", label: "Audit log", alias: "history" },
  { group: "Actions", label: "New key", alias: "create API key" },
  { group: "Actions", label: "Theme: dark", alias: "night mode" },
] as const;

it.each([
  ["", ["API keys", "Audit log", "New key", "Theme: dark"]],
  ["  ", ["API keys", "Audit log", "New key", "Theme: dark"]],
  ["key", ["API keys", "New key"]],
  ["KEY new", ["New key"]],
  ["create", ["New key"]],
  ["go audit", ["Audit log"]],
  ["dark", ["Theme: dark"]],
  ["night", ["Theme: dark"]],
  ["ey", []],
  ["key nothing", []],
])("finds for %j the commands that have words beginning with each word typed", (typed, labels) => {
  expect(matchingCommands(commands, typed).map(({ label }) => label)).toEqual(labels);
});
