import { execFile } from "node:child_process";
import { readFileSync } from "node:fs";
import { promisify } from "node:util";
import { SYNC_REFUSALS } from "@excalibur/api/contract";
import { expect, onTestFinished, test } from "vitest";
import { lacks } from "./harness/debian-programs.ts";
import { startTestServer } from "./harness/test-server.ts";

const GUIDE = readFileSync(new URL("../../../docs/executors.md", import.meta.url), "utf8");

test.each(Object.keys(SYNC_REFUSALS))("the guide for executors says what to do about %s", (reason) => {
  expect(GUIDE).toMatch(new RegExp(`^\\| \`${reason}\` \\| [^|]+ \\| [^|]+ \\|$`, "m"));
});

test.skipIf(lacks("curl"))(
  "the call of the guide, exactly as it is written, is answered as the guide shows",
  async () => {
    const server = await startTestServer("sqlite");
    onTestFinished(() => server.close());
    const owner = await server.signIn((await server.addOrganization("Acme")).owner);
    const { secret } = await owner.trpc.apiKeys.create.mutate({ name: "hello", target: { kind: "newExecutor" } });
    const call = /```sh\n(printf 'Authorization[^`]+)```/.exec(GUIDE)?.[1] ?? "";
    const [accepted, refused] = [...GUIDE.matchAll(/```json\n([^`]+)```/g)].map(
      ([, text]) => JSON.parse(text ?? "") as object,
    );
    const ask = async (EXCALIBUR_API_KEY: string): Promise<object> => {
      const env = { PATH: process.env["PATH"], EXCALIBUR_URL: server.url, EXCALIBUR_API_KEY };
      return JSON.parse((await promisify(execFile)("sh", ["-c", call], { env })).stdout) as object;
    };

    const answer = await ask(secret);
    expect(Object.keys(answer)).toEqual(Object.keys(accepted ?? {}));
    expect(answer).toMatchObject({ executor: { name: "hello-1" }, key: { expiresAt: null }, nextSyncInMs: 5000 });
    expect(await ask(secret.slice(0, 40))).toEqual(refused);
  },
);
