import { execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, readFileSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { freePort } from "../scripts/testing/free-port.ts";
import { callProcedure } from "./call-procedure.ts";
import { rssMb } from "./load/process-usage.ts";
import { describeMachine } from "./machine.ts";
import { median } from "./median.ts";
import { tableOf, type Section } from "./report.ts";
import { startExcalibur, type Excalibur } from "./servers.ts";

const REPOSITORY = fileURLToPath(new URL("../", import.meta.url));
const EXECUTOR = join(REPOSITORY, "packages/executor");
const EXECUTABLE = join(EXECUTOR, `out/excalibur-executor-linux-${process.arch}`);
/** An executor's clock runs so many times faster: 5 s take 25 ms. */
const FASTER = 200;

interface Figures {
  /** Milliseconds until a process that only prints its version has ended. */
  readonly starts: number;
  /** Milliseconds until the first sync was answered. */
  readonly online: number;
  /** Megabytes after the first syncs, after all, and the most in between. */
  readonly early: number;
  readonly late: number;
  readonly most: number;
}

/** What the executor's command costs a host, as the file for Node and as the executable without: time to start, and memory. */
export async function benchExecutable(rounds: number, syncs: number): Promise<Section> {
  if (!existsSync(EXECUTABLE)) {
    execFileSync(process.execPath, ["scripts/package-executor.mjs", `linux-${process.arch}`], { cwd: REPOSITORY });
  }
  const folder = await mkdtemp(join(tmpdir(), "excalibur-bench-"));
  const server = await startExcalibur({ folder });
  const ways = {
    "`excalibur-executor.mjs` with Node": [process.execPath, join(EXECUTOR, "dist/excalibur-executor.mjs")],
    "the executable without Node": [EXECUTABLE],
  };
  const rows: string[][] = [];
  for (const [index, [way, command]] of Object.entries(ways).entries()) {
    const { starts, online, early, late, most } = await measure(server, {
      command,
      name: `host-${index}`,
      rounds,
      syncs,
    });
    rows.push([way, ...[starts, online].map((ms) => String(Math.round(ms))), ...[early, late, most].map(String)]);
  }
  await server.stop();
  await rm(folder, { recursive: true, force: true });
  const head = ["the command", "starts, ms", "is online, ms", "MB at first", `MB after ${syncs} syncs`, "MB at most"];
  const text = `${tableOf(head, rows)}\n\nAn hour of syncs is 720. Starts: medians of ${rounds}. ${describeMachine()}`;
  return { id: "executable", text };
}

interface Trial {
  readonly command: readonly string[];
  readonly name: string;
  readonly rounds: number;
  readonly syncs: number;
}

async function measure(server: Excalibur, { command, name, rounds, syncs }: Trial): Promise<Figures> {
  const [program = "", ...first] = command;
  const starts = Array.from({ length: rounds }, () => {
    const startedAt = performance.now();
    execFileSync(program, [...first, "--version"]);
    return performance.now() - startedAt;
  });
  const { secret } = await callProcedure<{ secret: string }>(server, "apiKeys.create", {
    name,
    target: { kind: "newExecutor" },
  });
  const health = `127.0.0.1:${await freePort()}`;
  const startedAt = performance.now();
  const child = spawn(program, [...first, "run", "--url", server.url, "--name", name, "--health", health], {
    env: {
      PATH: process.env["PATH"],
      EXCALIBUR_API_KEY: secret,
      EXCALIBUR_TIME_SCALE: String(1 / FASTER),
      EXCALIBUR_TIMEOUT: "300",
    },
    stdio: "ignore",
  });
  const ended = once(child, "exit").then(([status]) => Promise.reject(new Error(`The executor ended with ${status}.`)));
  const untilSynced = (count: number) => Promise.race([countSyncs(health, count), ended]);
  try {
    await untilSynced(1);
    const online = performance.now() - startedAt;
    await untilSynced(Math.ceil(syncs / 20));
    const early = rssMb(child.pid ?? 0);
    await untilSynced(syncs);
    const pid = child.pid ?? 0;
    return { starts: median(starts), online, early, late: rssMb(pid), most: mostMb(pid) };
  } finally {
    ended.catch(() => undefined);
    child.kill();
  }
}

/** Waits until the executor's own metrics count so many syncs. */
async function countSyncs(health: string, count: number): Promise<void> {
  for (let done = 0; done < count;) {
    const text = await fetch(`http://${health}/metrics`).then(
      (answer) => answer.text(),
      () => "",
    );
    done = Number(/^excalibur_executor_syncs_total\{outcome="synced"\} (\d+)/m.exec(text)?.[1] ?? 0);
    // Each question costs the executor memory, so there are few.
    await sleep(count === 1 ? 20 : 500);
  }
}

/** Megabytes that a process held at most (proc(5)). */
function mostMb(pid: number): number {
  const [, kilobytes = "0"] = /^VmHWM:\s+(\d+)/m.exec(readFileSync(`/proc/${pid}/status`, "utf8")) ?? [];
  return Math.round(Number(kilobytes) / 1024);
}
