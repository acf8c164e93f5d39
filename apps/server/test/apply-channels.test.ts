import { rm, stat, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { serveApply } from "./harness/serve-apply.ts";

describe("excalibur apply", () => {
  const { start, printed } = serveApply();

  test("makes notification channels, once; a lost secret is made again, and no address or secret is shown", async () => {
    const { owner, at, write, plan, apply, secretIn } = await start("channels");
    const path = "T00000000/B00000000/abcdefghijklmnop";
    await writeFile(join(at, "chat.url"), `https://chat.example/services/${path}\n`);
    await write(`
channels:
  On call: { kind: webhook, url: "https://hooks.example/excalibur", secretFile: secrets/on-call, leastLevel: critical }
  Chat: { kind: chat, urlFile: chat.url, digestAt: "08:30" }
`);
    const planned = await plan();
    expect(planned.out).toContain("+ channel On call  create webhook to hooks.example, secret to secrets/on-call\n");
    expect(planned.out).toContain("+ channel Chat  create chat to chat.example\n2 to create, 0 to change");
    expect(await apply()).toMatchObject({ code: 0 });
    expect(await secretIn("secrets/on-call")).toMatch(/^whsec_/);
    expect((await stat(join(at, "secrets/on-call"))).mode & 0o777).toBe(0o600);
    expect(await apply()).toMatchObject({ code: 0, out: expect.stringMatching(/^no changes, 2 unchanged\n/) });

    const before = await secretIn("secrets/on-call");
    await rm(join(at, "secrets/on-call"));
    expect((await apply()).err).toMatch(/^rotated the secret of chn_\w+ On call, its secret is in secrets\/on-call\n$/);
    expect(await secretIn("secrets/on-call")).not.toBe(before);
    await write(`channels: { On call: { kind: webhook, url: "https://new.example/", secretFile: secrets/on-call } }\n`);
    expect((await plan()).out).toContain("~ channel On call  host: hooks.example → new.example\n");
    expect(await apply()).toMatchObject({ code: 0 });
    const { items } = await owner.trpc.channels.list.query();
    expect(items.map(({ name, kind, settings }) => [name, kind, settings?.host, settings?.leastLevel])).toEqual([
      ["On call", "webhook", "new.example", "critical"],
      ["Chat", "chat", "chat.example", "warning"],
    ]);
    // Chat services tell their hooks apart by the path.
    const moved = "T00000000/B11111111/ponmlkjihgfedcba";
    await writeFile(join(at, "chat.url"), `https://chat.example/services/${moved}\n`);
    await write(`channels: { Chat: { kind: chat, urlFile: chat.url } }\n`);
    const difference = "~ channel Chat  address: another one → the file's, at chat.example\n";
    expect((await plan()).out).toContain(difference);
    expect(await apply()).toMatchObject({ code: 0 });
    expect((await plan()).out).toMatch(/^no changes, 1 unchanged\n/);
    const shown = printed.join("\n");
    for (const hidden of [path, moved, before, await secretIn("secrets/on-call")]) expect(shown).not.toContain(hidden);
  });

  test("of two runs at the same time one makes each channel, and both end with the same secret", async () => {
    const { owner, write, apply, secretIn } = await start("at-once");
    await write(
      `channels: { Twin: { kind: webhook, url: "https://hooks.example/", secretFile: twin }, Room: { kind: chat, url: "https://chat.example/" } }\n`,
    );
    const runs = await Promise.all([apply(), apply()]);
    expect(runs.map(({ code }) => code)).toEqual([0, 0]);
    expect((await owner.trpc.channels.list.query()).items.map(({ name }) => name)).toEqual(["Twin", "Room"]);
    expect(await secretIn("twin")).toMatch(/^whsec_/);
    expect(await apply()).toMatchObject({ out: expect.stringMatching(/^no changes, 2 unchanged\n/) });
  });
});
