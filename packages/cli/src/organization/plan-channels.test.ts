import { createHash } from "node:crypto";
import { hashedAddress, type ChannelView } from "@excalibur/api/contract";
import { expect, test } from "vitest";
import { planChannels } from "./plan-channels.ts";
import type { WantedChannel } from "./wanted-channels.ts";

const URL_OF_HOOK = "https://hooks.example/secret-path";
const hashOf = (name: string) =>
  createHash("sha256")
    .update(hashedAddress(`chn_${name}`, URL_OF_HOOK))
    .digest("hex");
const SETTINGS = {
  addresses: [],
  host: "hooks.example",
  addressHash: "",
  kinds: ["key.expired" as const, "executor.offline" as const],
  leastLevel: "warning" as const,
  offlineMinutes: 5,
  digestAt: null,
  createdAt: new Date(0),
  createdBy: { id: "usr_1", name: "Ada" },
};
const found = (name: string, more: Partial<ChannelView> = {}): ChannelView => ({
  id: `chn_${name}`,
  name,
  kind: "webhook",
  failing: null,
  settings: { ...SETTINGS, addressHash: hashOf(name) },
  ...more,
});
const webhook = (name: string, choices: WantedChannel["choices"] = {}): WantedChannel => ({
  name,
  receiver: { kind: "webhook", url: URL_OF_HOOK },
  choices,
  secretFile: { path: `/secrets/${name}`, shown: name },
});
const plan = (wanted: WantedChannel[], channels: ChannelView[], files = true) =>
  planChannels(wanted, channels, () => files);

test("what is there as the file wants it is left alone, and so is what the file does not name", () => {
  const choices = { kinds: ["executor.offline" as const, "key.expired" as const], digestAt: null };
  expect(plan([webhook("ops", choices)], [found("ops"), found("other")])).toEqual({
    changes: [],
    problems: [],
    unchanged: 1,
    unmanaged: ["other"],
  });
});

test("a channel that is not there is created", () => {
  const wanted = webhook("ops");
  expect(plan([wanted], []).changes).toEqual([{ kind: "create", wanted }]);
});

test("each field that the file says otherwise is changed, and the difference tells nothing of the address but its host", () => {
  const wanted = {
    ...webhook("ops", { leastLevel: "critical", offlineMinutes: 10, digestAt: "08:30" }),
    receiver: { kind: "webhook" as const, url: "https://new.example/secret-path" },
  };
  const { changes } = plan([wanted], [found("ops")]);
  expect(changes).toMatchObject([
    {
      kind: "update",
      id: "chn_ops",
      input: { url: wanted.receiver.url, leastLevel: "critical", offlineMinutes: 10, digestAt: "08:30" },
      differences: [
        { field: "host", from: "hooks.example", to: "new.example" },
        { field: "leastLevel", from: "warning", to: "critical" },
        { field: "offlineMinutes", from: "5", to: "10" },
        { field: "digestAt", from: "none", to: "08:30" },
      ],
    },
  ]);
  const email = { name: "mail", receiver: { kind: "email" as const, addresses: ["b@x.example", "a@x.example"] } };
  const settings = { ...SETTINGS, host: null, addressHash: null, addresses: ["a@x.example", "b@x.example"] };
  const channel = found("mail", { kind: "email", settings });
  expect(plan([{ ...email, choices: {}, secretFile: null }], [channel])).toMatchObject({ changes: [], unchanged: 1 });
});

test.each(["https://hooks.example/another-path", "https://hooks.example/secret-path/"])(
  "another address behind the same host is noticed, and not shown: %s",
  (url) => {
    const { changes } = plan([{ ...webhook("ops"), receiver: { kind: "webhook", url } }], [found("ops")]);
    expect(changes).toMatchObject([{ kind: "update", id: "chn_ops", input: { url } }]);
    expect(JSON.stringify(changes[0]?.kind === "update" && changes[0].differences)).not.toContain("path");
  },
);

test("a webhook whose file for the secret is not there gets another secret", () => {
  expect(plan([webhook("ops")], [found("ops")], false).changes).toMatchObject([{ kind: "newSecret", id: "chn_ops" }]);
});

test.each([
  ["of another kind", [found("ops", { kind: "email" })], "it is of the kind email, not webhook"],
  ["two of one name", [found("ops"), found("ops")], "several channels have this name"],
  ["without its settings", [found("ops", { settings: null })], "may not see its settings"],
])("%s: nothing is changed, and the plan says why", (_, channels, words) => {
  const planned = plan([webhook("ops")], channels);
  expect(planned).toMatchObject({ changes: [], unchanged: 0, problems: [{ name: "ops" }] });
  expect(planned.problems[0]?.words).toContain(words);
});
