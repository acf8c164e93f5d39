import { expect, it } from "vitest";
import type { Notice } from "../../shared/notice.ts";
import { composeNotifications } from "./compose-notifications.ts";

const offline = (name: string): Notice => ({
  kind: "executorOffline",
  id: name,
  name,
  path: `/o/acme/executors/${name}`,
});
const expiring = (name: string, withinDays: 1 | 7): Notice => ({
  kind: "keyExpiring",
  id: name,
  name,
  path: `/o/acme/keys/${name}`,
  withinDays,
});
const revoked = (name: string): Notice => ({ kind: "keyRevoked", id: name, name, path: `/o/acme/keys/${name}` });

it.each([
  ["an executor", offline("prod-1"), "prod-1 went offline", "/o/acme/executors/prod-1"],
  ["a key in its last week", expiring("prod", 7), "prod expires within 7 days", "/o/acme/keys/prod"],
  ["a key on its last day", expiring("prod", 1), "prod expires within a day", "/o/acme/keys/prod"],
  ["a revoked key", revoked("prod"), "prod was revoked", "/o/acme/keys/prod"],
])("names %s and leads to its page", (_what, notice, title, path) => {
  expect(composeNotifications([notice])).toMatchObject([{ title, path }]);
});

it("says once what happened to many, names a few of them, and leads to their list", () => {
  const names = ["prod-1", "prod-2", "prod-3", "prod-4", "prod-5"];
  expect(composeNotifications(names.map(offline))).toEqual([
    { title: "5 executors went offline", body: "prod-1, prod-2, prod-3 and 2 more", path: "/o/acme/executors" },
  ]);
});

it("keeps apart what is not alike: kinds, and a week from a day", () => {
  const all = [offline("a"), expiring("b", 7), expiring("c", 1), revoked("d"), expiring("e", 7)];
  expect(composeNotifications(all).map(({ title }) => title)).toEqual([
    "a went offline",
    "2 keys expire within 7 days",
    "c expires within a day",
    "d was revoked",
  ]);
});

it("says nothing about nothing", () => {
  expect(composeNotifications([])).toEqual([]);
});
