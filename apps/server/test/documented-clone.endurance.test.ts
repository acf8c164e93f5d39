import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { stripVTControlCharacters } from "node:util";
import { afterAll, describe, expect, test } from "vitest";
import { freePort } from "../../../scripts/testing/free-port.ts";
import { Client } from "./harness/client.ts";
import { startServer, whoIsOnline } from "./harness/connect-hosts.ts";
import { readPage, REPOSITORY } from "./harness/documented-commands.ts";
import { notTaken, takeBlock, typing } from "./harness/documented-walk.ts";
import { eventually } from "./harness/eventually.ts";
import { makeFreshClone } from "./harness/fresh-clone.ts";
import { runIn, startIn, temporaryFolder } from "./harness/run-in-folder.ts";
import { OWNER } from "./harness/server-process.ts";
import { LONG_PATIENCE_MS } from "../../../scripts/testing/patience.ts";

const line = (block: string, begins: string) => block.split("\n").find((each) => each.startsWith(begins)) ?? "";

describe("in a fresh clone", () => {
  const clone = makeFreshClone(afterAll);

  test("README: `npm start`, then the executor with a pasted key is online", async () => {
    const port = await freePort();
    const url = `http://127.0.0.1:${port}`;
    // The port of the page may be in use on this machine.
    const started = startIn(clone, line(takeBlock("README.md", "npm start"), "npm start"), {
      EXCALIBUR_PORT: String(port),
    });
    await eventually(async () => expect(started.output).toContain(`Excalibur is ready at ${url}`), LONG_PATIENCE_MS);
    await eventually(async () => expect(started.output).toContain(`Open the console in a browser: ${url}`));
    const code = /^Setup code: (\S+)$/m.exec(started.output)?.[1] ?? "";
    const owner = new Client(url);
    await owner.trpc.setup.createOwner.mutate({ ...OWNER, name: "Ada", organizationName: "Acme", code });
    await owner.signIn(OWNER);
    const { secret } = await owner.trpc.apiKeys.create.mutate({ name: "laptop", target: { kind: "newExecutor" } });
    const block = takeBlock("README.md", "read -rs EXCALIBUR_API_KEY", { "http://127.0.0.1:4700": url });
    startIn(clone, typing(secret, block));
    await whoIsOnline(owner, "laptop");
  });

  test("CONTRIBUTING: the checks and the tests are those that run before a change lands; one test file runs", async () => {
    const block = takeBlock("CONTRIBUTING.md", "npm run check");
    const [check = "", whole = ""] = block.split("\n").map((each) => each.split("#")[0]?.trim());
    const landing = readFileSync(join(REPOSITORY, ".ci/run"), "utf8").replaceAll(" --silent", "");
    expect(landing).toMatch(new RegExp(`^${check}\n${whole}$`, "m"));
    // Not the whole suite: this test is a part of it.
    const one = await runIn(clone, `${whole} -- --project api packages/api/src/domain/refusals.test.ts`);
    expect(stripVTControlCharacters(one)).toMatch(/Test Files +1 passed/);
  });

  test("the executor's own page: the build makes the file that it names", async () => {
    await runIn(clone, takeBlock("packages/executor/README.md", "npm run build"));
    expect(existsSync(join(clone, "packages/executor/dist/excalibur-executor.mjs"))).toBe(true);
  });

  test("docs/command-line.md: the command is built, put in place, and makes keys, by a loop and by the page's file", async () => {
    const { server, owner } = await startServer();
    const { secret } = await owner.trpc.managementKeys.create.mutate({
      name: "pages",
      scopes: ["keys:read", "keys:write", "members:read", "policies:write", "channels:read", "channels:write"],
      expiresInDays: 1,
    });
    const bin = temporaryFolder();
    writeFileSync(join(bin, "sudo"), '#!/bin/sh\nexec "$@"\n', { mode: 0o755 });
    // The program of the page's file that takes a secret.
    writeFileSync(join(bin, "vault"), `#!/bin/sh\ncat >${bin}/given\n`, { mode: 0o755 });
    writeFileSync(join(clone, "management.key"), secret, { mode: 0o600 });
    const page = "docs/command-line.md";
    const { items: members } = await owner.trpc.members.list.query();
    const email = members[0]?.user.email ?? "";
    const file = /^```yaml\n([^]*?)^```$/m.exec(readPage(page))?.[1] ?? "";
    writeFileSync(join(clone, "organization.yaml"), file.replace("ada@example.com", email));
    writeFileSync(join(clone, "on-call.url"), "https://hooks.example/services/on-call\n");
    const block = takeBlock(page, "npm run build:cli", {
      "https://excalibur.example": server.url,
      "/usr/local/bin": bin,
    });
    const loop = takeBlock(page, "mkdir -p keys", { "1 300": "1 3" });
    const apply = takeBlock(page, "excalibur plan");
    await runIn(clone, `PATH=${bin}:$PATH\n${block}\n${loop}\n${loop}\n${apply}\n${apply}`);
    const listed = takeBlock("docs/api.md", "curl", { "https://excalibur.example": server.url });
    const { items } = JSON.parse(await runIn(clone, listed)) as { items: { name: string }[] };
    const names = ["Build machines", "host-1", "host-2", "host-3", "web-1"];
    expect(items.map(({ name }) => name).toSorted()).toEqual(names);
    expect(readFileSync(join(bin, "given"), "utf8")).toMatch(/^exc_/);
    const { items: channels } = await owner.trpc.channels.list.query();
    expect(channels.map(({ name, kind }) => [name, kind])).toEqual([["On call", "webhook"]]);
    expect(readFileSync(join(clone, "secrets/on-call"), "utf8")).toMatch(/^whsec_/);
  });
});

test("every block that is said to be run here was run", () => {
  expect(notTaken("documented-clone")).toEqual([]);
});
