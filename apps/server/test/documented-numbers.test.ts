import { MAX_SELECTED_IDS, OFFLINE_AFTER_MS } from "@excalibur/api/contract";
import {
  CHANGES_A_MINUTE,
  LIVE_LIMITS,
  MANAGEMENT_REQUESTS_A_MINUTE,
  SIGN_INS_IN_TEN_MINUTES,
  STREAM_LIMITS,
} from "@excalibur/api/server";
import { mostConnections } from "@excalibur/db";
import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { LARGE_BODY, SMALL_BODY } from "../src/http/read-body.ts";
import { LIMITS, type LimitRule } from "../src/limits/limits.ts";

const page = (name: string) => readFileSync(new URL(`../../../docs/${name}`, import.meta.url), "utf8");
const written = (count: number) => count.toLocaleString("en");
const kib = (bytes: number) => `${bytes / 1_024} KiB`;

/** What pages say of numbers that a constant decides. */
const SENTENCES: readonly [page: string, sentence: string][] = [
  [
    "security.md",
    `${LIVE_LIMITS.session} of one session, ${LIVE_LIMITS.user} of one user, ${written(LIVE_LIMITS.process)} of one server process`,
  ],
  [
    "security.md",
    `${STREAM_LIMITS.managementKey} of one management key, ${STREAM_LIMITS.organization} of one organization`,
  ],
  [
    "api.md",
    `A key has ${STREAM_LIMITS.managementKey} streams and an organization ${STREAM_LIMITS.organization} at each server process`,
  ],
  ["security.md", `${written(CHANGES_A_MINUTE)} changes of one user, or with one management key, in a minute`],
  ["security.md", `${SIGN_INS_IN_TEN_MINUTES} sign-ins of one user in ten minutes`],
  ["security.md", `${written(MANAGEMENT_REQUESTS_A_MINUTE)} requests a minute`],
  ["security.md", `Bodies over ${kib(SMALL_BODY.bytes)} are refused unread`],
  ["security.md", `the limit is ${kib(LARGE_BODY.bytes)} for a signed-in user`],
  ["security.md", `more than ${written(SMALL_BODY.values)} values (${written(LARGE_BODY.values)} in a large body)`],
  ["architecture.md", `any unknown caller | ${kib(SMALL_BODY.bytes)} |`],
  ["architecture.md", `a signed-in user, a management key | ${kib(LARGE_BODY.bytes)} |`],
  ["api.md", `at most ${kib(LARGE_BODY.bytes)}, which holds the ${written(MAX_SELECTED_IDS)} ids`],
  ["architecture.md", `at most ${written(SMALL_BODY.values)} values (${written(LARGE_BODY.values)} in a large body)`],
  [
    "decisions/020-management-keys.md",
    `${written(MANAGEMENT_REQUESTS_A_MINUTE)} requests and ${CHANGES_A_MINUTE} changes a minute`,
  ],
  [
    "operating.md",
    `besides ${mostConnections(1, 0) - mostConnections(0, 0)} of its own, and ${mostConnections(0, 0)} more of a server during a start`,
  ],
  ["operating.md", `With 4 workers and the default that is ${mostConnections(4, 10)} at most`],
  ["glossary.md", `not seen for ${OFFLINE_AFTER_MS / 1_000} s: offline`],
];

test.each(SENTENCES)("%s says %j, as the constants do", (name, sentence) => {
  expect(page(name).replaceAll(/\s+/g, " ")).toContain(sentence);
});

test.each(Object.entries<LimitRule>(LIMITS))("security.md has the limit %s", (name, rule) => {
  const window = rule.windowSeconds === 3_600 ? "an hour" : `${rule.windowSeconds / 60} minutes`;
  const row = page("security.md")
    .split("\n")
    .find((line) => line.startsWith("| `") && line.split("|")[1]?.includes(`\`${name}\``));
  expect(row).toContain(`${rule.allowed} in ${window}`);
  expect(row).toContain(rule.scope === "process" ? "in each process" : "in the installation");
});
