import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { callProcedure, type AdminSession } from "./call-procedure.ts";
import { Executors, executorRequests, type Latencies } from "./load/executors.ts";
import { openSubscriptions } from "./load/open-subscriptions.ts";
import { rssMb } from "./load/process-usage.ts";
import { addAnswers } from "./load/start-strangers.ts";
import { describeMachine } from "./machine.ts";
import { tableOf, type Section } from "./report.ts";
import { signInAt, startExcalibur } from "./servers.ts";

const EXECUTORS = 64;
const SYNCS_A_SECOND = 500;
/** One member's, each with as many subscriptions as a session may have. */
const SESSIONS = 20;
const KEYS = 10;

/** What one member who subscribes again and again costs: memory, and what syncs wait while keys are created. */
export async function benchSubscriptions(subscriptions: number, seconds: number): Promise<Section> {
  const folder = await mkdtemp(join(tmpdir(), "excalibur-bench-"));
  const server = await startExcalibur({ folder });
  const executors = await Executors.connect(server.url, executorRequests(server, EXECUTORS));
  await executors.saturate(2);
  const sessions: AdminSession[] = [];
  while (sessions.length < SESSIONS) sessions.push({ url: server.url, cookie: await signInAt(server.url) });

  const without = await measureWhileCreating(executors, server, seconds);
  const before = rssMb(server.pid);
  const open = await openSubscriptions(sessions, subscriptions);
  const memory = rssMb(server.pid) - before;
  const withAll = await measureWhileCreating(executors, server, seconds);
  open.close();
  executors.disconnect();
  await server.stop();
  await rm(folder, { recursive: true, force: true });
  const text =
    `${subscriptions.toLocaleString("en")} subscriptions of one member with ${SESSIONS} sessions were answered ${addAnswers([open.answers])}, and took ${memory} MB. ` +
    `${SYNCS_A_SECOND} syncs a second for ${seconds} s, during which ${KEYS} keys are created. ${describeMachine()}\n\n` +
    tableOf(
      ["a sync, milliseconds", "p50", "p90", "p99", "p99.9", "max", "failed"],
      [
        ["no subscription", ...columnsOf(without)],
        ["all that are accepted are open", ...columnsOf(withAll)],
      ],
    );
  return { id: "subscriptions", text };
}

async function measureWhileCreating(executors: Executors, session: AdminSession, seconds: number): Promise<Latencies> {
  let created = 0;
  let last: Promise<unknown> = Promise.resolve();
  const timer = setInterval(
    () => {
      if (created++ === KEYS) return clearInterval(timer);
      last = callProcedure(session, "apiKeys.create", { name: `key ${created}`, target: { kind: "newExecutor" } });
    },
    (seconds * 1_000) / (KEYS + 1),
  );
  const latencies = await executors.measureLatencies(SYNCS_A_SECOND, seconds);
  clearInterval(timer);
  await last;
  return latencies;
}

function columnsOf({ p50, p90, p99, p999, max, failed }: Latencies): string[] {
  return [...[p50, p90, p99, p999, max].map((each) => each.toFixed(2)), String(failed)];
}
