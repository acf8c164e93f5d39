import { expect } from "vitest";
import { callProcedure } from "./call.ts";
import { Client } from "./client.ts";
import { OWNER, type ServerProcess } from "./server-process.ts";

const NEW_EXECUTOR = { kind: "newExecutor" } as const;

/** Uses secrets in every way there is, rightly and wrongly. @returns what must be found nowhere, and what was answered. */
export async function useSecrets(server: ServerProcess) {
  const owner = new Client(server.url);
  const signIn = await owner.signIn(OWNER);
  const { key, secret } = await owner.trpc.apiKeys.create.mutate({ name: "first", target: NEW_EXECUTOR });
  const rotated = await owner.trpc.apiKeys.rotate.mutate({ id: key.id });
  const mistyped = `${secret.slice(0, -1)}${secret.endsWith("A") ? "B" : "A"}`;
  const answers = [await signIn.text()];
  for (const presented of [secret, rotated.secret, mistyped]) {
    answers.push(JSON.stringify((await owner.sync(presented, { name: "exe", version: "1" })).body));
    answers.push(JSON.stringify((await owner.sync(presented, { name: `/${presented}` })).body));
    const headers = { authorization: `Bearer ${presented}`, cookie: owner.cookie };
    // Where a careless caller might put it: in the input, in an unknown field, in the address.
    answers.push((await callProcedure(server.url, "mutation", "executor.sync", { name: presented }, headers)).text);
    answers.push((await callProcedure(server.url, "mutation", "apiKeys.revoke", { id: presented }, headers)).text);
    answers.push(await (await fetch(`${server.url}/v1/sync/${presented}`, { headers })).text());
  }
  answers.push(JSON.stringify(await owner.trpc.apiKeys.list.query({})));
  answers.push(await (await fetch(`${server.url}/metrics`)).text());
  answers.push(await (await fetch(`${server.url}/v1/openapi.json`)).text());
  return { secrets: [secret, rotated.secret, mistyped, OWNER.password], answers };
}

export function expectNowhere(secrets: readonly string[], texts: Record<string, string>): void {
  for (const [name, text] of Object.entries(texts)) {
    for (const secret of secrets) expect(text.includes(secret), `a secret in ${name}`).toBe(false);
  }
}
