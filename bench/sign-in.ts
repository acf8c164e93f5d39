import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { describeMachine } from "./machine.ts";
import { median } from "./median.ts";
import { tableOf, type Section } from "./report.ts";
import { callProcedure } from "./call-procedure.ts";
import { MAIN, serverEnvironment, startExcalibur, startProcess } from "./servers.ts";

/** An account has to wait after ten failures: so each takes fewer. */
const TRIES_PER_ACCOUNT = 5;
const ROUNDS_NOT_COUNTED = 2;
/** So that what the server writes down after an answer is done before the next question. */
const PAUSE_MS = 100;

const WAYS = {
  "an address without an account": (round: number) => `absent-${round}@example.com`,
  "a wrong password": (round: number) => addressOf(Math.floor(round / TRIES_PER_ACCOUNT)),
};

/** Measures whether the time of a failed sign-in reveals that the address has an account. Both kinds take turns, each from an address of its own. */
export async function benchSignIn(rounds: number): Promise<Section> {
  const folder = await mkdtemp(join(tmpdir(), "excalibur-bench-"));
  await addAccounts(folder, Math.ceil((rounds + ROUNDS_NOT_COUNTED) / TRIES_PER_ACCOUNT));
  const server = await startProcess(MAIN, [], {
    ...serverEnvironment({ folder }),
    EXCALIBUR_TRUSTED_PROXIES: "loopback",
  });
  const times = new Map<string, number[]>(Object.keys(WAYS).map((way) => [way, []]));
  let source = 0;
  for (let round = 0; round < rounds + ROUNDS_NOT_COUNTED; round++) {
    for (const [way, emailOf] of Object.entries(WAYS)) {
      source += 1;
      const taken = await timeFailure(server.url, emailOf(round), `198.18.${source >> 8}.${source & 255}`);
      if (round >= ROUNDS_NOT_COUNTED) times.get(way)?.push(taken);
      await sleep(PAUSE_MS);
    }
  }
  await server.stop();
  await rm(folder, { recursive: true, force: true });
  const rows = [...times].map(([way, taken]) => [way, ...quartiles(taken).map((each) => each.toFixed(1))]);
  const table = tableOf(["", "ms, lower quartile", "median", "upper quartile"], rows);
  return { id: "sign-in", text: `${table}\n\n${rounds} of each, in turns. ${describeMachine()}` };
}

/** Accounts as invitations make them, all with one password. */
async function addAccounts(folder: string, count: number): Promise<void> {
  const server = await startExcalibur({ folder });
  for (let index = 0; index < count; index++) {
    const invited = { email: addressOf(index), role: "member" };
    const { link } = await callProcedure<{ link: string }>(server, "invitations.create", invited);
    const account = { token: new URL(link).hash.slice(1), name: "Bench", password: "correct horse battery staple" };
    await callProcedure({ url: server.url, cookie: "" }, "invitations.accept", account);
  }
  await server.stop();
}

async function timeFailure(url: string, email: string, source: string): Promise<number> {
  const startedAt = performance.now();
  const response = await fetch(`${url}/api/auth/sign-in/email`, {
    method: "POST",
    headers: { "content-type": "application/json", "x-forwarded-for": source },
    body: JSON.stringify({ email, password: "not the password" }),
  });
  await response.text();
  const taken = performance.now() - startedAt;
  if (response.status !== 401) throw new Error(`a failed sign-in was answered with ${response.status}`);
  return taken;
}

function addressOf(account: number): string {
  return `account-${account}@example.com`;
}

function quartiles(numbers: readonly number[]): [number, number, number] {
  const middle = median(numbers);
  return [median(numbers.filter((each) => each <= middle)), middle, median(numbers.filter((each) => each >= middle))];
}
