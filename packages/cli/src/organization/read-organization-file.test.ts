import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { CommandFailure } from "../exit-codes.ts";
import { readOrganizationFile } from "./read-organization-file.ts";
import { wantedChannels } from "./wanted-channels.ts";
import { wantedKeys } from "./wanted-keys.ts";

let folder: string;
let path: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "excalibur-file-"));
  path = join(folder, "organization.yaml");
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const read = (text: string) => {
  writeFileSync(path, text);
  return readOrganizationFile(path);
};
const problemOf = (text: string) => {
  try {
    const file = read(text);
    wantedKeys(file);
    wantedChannels(file);
    return "none";
  } catch (error) {
    if (error instanceof CommandFailure) return error.message.replaceAll(`${path}:`, "");
    throw error;
  }
};

test("a key takes what it does not say from the defaults, and the labels of all keys besides its own", () => {
  const file = read(`
version: 1
labels: { team: web }
defaults: { expiresInDays: 90, owner: ada@example.com, secret: { file: "keys/{id}" } }
keys:
  host-1:
  host-2:
    name: Second host
    executor: host-2
    labels: { site: fra1 }
    expiresInDays: never
    owner: none
    secret: { command: [vault-put, "secret/{id}"] }
`);
  expect(wantedKeys(file)).toEqual([
    {
      externalId: "host-1",
      name: "host-1",
      executor: null,
      labels: { team: "web" },
      owner: "ada@example.com",
      expiresInDays: 90,
      secret: { kind: "file", path: join(folder, "keys/host-1"), shown: "keys/host-1" },
    },
    {
      externalId: "host-2",
      name: "Second host",
      executor: "host-2",
      labels: { team: "web", site: "fra1" },
      owner: "none",
      expiresInDays: null,
      secret: { kind: "command", words: ["vault-put", "secret/host-2"] },
    },
  ]);
});

const KEYS = "version: 1\ndefaults: { secret: { file: '{id}' } }\nkeys:\n";

test.each([
  ["a tab", "version: 1\nkeys:\n\ta: {}\n", /^.*\n3:1: /],
  ["an id that comes twice", `${KEYS}  a: {}\n  b: {}\n  a: {}\n`, /\n6:3: Map keys must be unique/],
  ["a bracket that is not closed", "version: 1\nkeys: {a: {}\n", /\n\d+:\d+: /],
  ["no version", "keys: {}\n", /\n1:1: version: /],
  ["another version", "version: 2\n", /\n1:1: version: /],
  ["a section that there is not", "version: 1\nsecrets: []\n", /\n2:1: secrets: There is no such field here\.$/],
  [
    "a field that there is not",
    `${KEYS}  a:\n    expires: 3\n`,
    /\n5:5: keys\.a\.expires: There is no such field here\.$/,
  ],
  ["an id that can't be one", `${KEYS}  "a b": {}\n`, /\n4:3: keys\.a b: 1 to 128 letters/],
  [
    "a life of no days",
    `${KEYS}  a:\n    expiresInDays: 0\n`,
    /\n5:5: keys\.a\.expiresInDays: A key lives for at least one day\.$/,
  ],
  ["a life that is a text", `${KEYS}  a: { expiresInDays: soon }\n`, /\n4:8: keys\.a\.expiresInDays: /],
  ["a label that is none", `${KEYS}  a:\n    labels: { "a b": c }\n`, /\n5:5: keys\.a\.labels: A label's name/],
  ["no place for the secret", "version: 1\nkeys:\n  a: {}\n", /\n3:3: keys\.a: Say where its secret goes/],
  [
    "two places for the secret",
    `${KEYS}  a:\n    secret: { file: x, command: [y] }\n`,
    /\n5:5: keys\.a\.secret: Name either/,
  ],
  [
    "a file for two secrets",
    `version: 1\ndefaults: { secret: { file: one } }\nkeys:\n  a: {}\n  b: {}\n`,
    /\n5:3: keys\.b: a has the same file/,
  ],
  [
    "a percentage above 95",
    "version: 1\npolicy:\n  renewAtPercent: 96\n",
    /\n3:3: policy\.renewAtPercent: At most 95 %/,
  ],
  [
    "a channel of no kind",
    "version: 1\nchannels:\n  ops: { kind: pager }\n",
    /\n3:10: channels\.ops\.kind: Name its kind: email, webhook or chat\.$/,
  ],
  [
    "a channel with two addresses",
    "version: 1\nchannels:\n  ops: { kind: chat, url: 'https://a.example', urlFile: x }\n",
    /\n3:3: channels\.ops: Name its address: either url or urlFile\.$/,
  ],
  [
    "an address in a file that is not there",
    "version: 1\nchannels:\n  ops: { kind: chat, urlFile: none }\n",
    /\n3:22: .*none can't be read \(ENOENT\)$/,
  ],
  [
    "a file for the secrets of two channels",
    "version: 1\nchannels:\n  a: &a { kind: webhook, url: 'https://a.example', secretFile: one }\n  b: { <<: *a }\n",
    /\n4:.*channels\.b: a has the same file for its secret\.$/,
  ],
  ["a text in place of a map", "hello\n", /\n1:1: /],
  ["nothing", "", /\n1:1: /],
])("%s is named with its line and column", (_, text, problem) => {
  expect(problemOf(text)).toMatch(problem);
});

test("anchors that would make a small file huge are refused", () => {
  const bomb = Array.from({ length: 9 }, (_, level) => {
    const of = level === 0 ? "x" : `*l${level - 1}`;
    return `l${level}: &l${level} [${Array.from({ length: 9 }, () => of).join(", ")}]`;
  });
  expect(problemOf(bomb.join("\n"))).toContain("Excessive alias count");
});

test("no problem repeats a line of the file, where a secret may stand by mistake", () => {
  const secret = `exc_${"a".repeat(49)}`;
  expect(problemOf(`version: 1\nkeys:\n  a: { secret: ${secret} `)).not.toContain(secret);
  expect(problemOf(`version: 1\nkeys:\n  a: { note: [${secret}] }\n`)).not.toContain(secret);
});
