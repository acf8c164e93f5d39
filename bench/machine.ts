import { execFileSync } from "node:child_process";
import { availableParallelism, constants, cpus, setPriority } from "node:os";

/** The core that servers have to themselves, and the one for everything else. */
const SERVER_CORE = "0";
const OTHER_CORE = "1";

/** As long as this process is tied to none of them. */
const CORES = availableParallelism();
const ALL_CORES = `0-${CORES - 1}`;

/** Whether processes can be tied to cores here. */
const canPin = CORES >= 2 && succeeds("taskset", ["-V"]);

let areCoresShared = false;

/** Ties this process, and the databases it will start, to a core that no server runs on. */
export function pinThisProcess(): void {
  if (canPin) tieThisProcess(OTHER_CORE);
}

function tieThisProcess(cores: string): void {
  execFileSync("taskset", ["-a", "-cp", cores, String(process.pid)]);
}

/**
 * Has this process run before others on its core, where it may. What shares the core, such as a database, would be in its
 * figures otherwise: executors have cores of their own. Call it once the databases are started, which would inherit it.
 */
export function goFirst(): void {
  try {
    setPriority(constants.priority.PRIORITY_HIGH);
  } catch {
    // Only root may. The figures are larger then.
  }
}

/** Does something while this process, and those that it starts meanwhile, run on any free core. */
export async function onSharedCores<Result>(work: () => Promise<Result>): Promise<Result> {
  if (!canPin) return work();
  tieThisProcess(ALL_CORES);
  areCoresShared = true;
  try {
    return await work();
  } finally {
    areCoresShared = false;
    pinThisProcess();
  }
}

/** How to start a server's process so that it has a core to itself, unless cores are shared just now. */
export function pinned(command: readonly string[]): readonly string[] {
  return canPin && !areCoresShared ? ["taskset", "-c", SERVER_CORE, ...command] : command;
}

/** How to start a process that needs every core, as a browser does, from one that is tied to a single one. */
export function onAllCores(command: readonly string[]): readonly string[] {
  return canPin ? ["taskset", "-c", ALL_CORES, ...command] : command;
}

/** What the figures were measured on, in a line. */
export function describeMachine(): string {
  const model = cpus()[0]?.model.trim() ?? "an unknown processor";
  return `Node ${process.versions.node}, ${CORES} cores of ${model}; ${describeCores()}.`;
}

function describeCores(): string {
  if (areCoresShared) return "servers, load and database on any free core";
  return canPin
    ? "servers on one core, load and database on another"
    : "processes not tied to cores: taskset is missing, or there is only one core";
}

function succeeds(command: string, args: readonly string[]): boolean {
  try {
    execFileSync(command, args, { stdio: "ignore" });
    return true;
  } catch {
    return false;
  }
}
