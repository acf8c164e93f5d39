import { benchCold } from "./cold.ts";
import { benchData } from "./data.ts";
import { benchAnonymous } from "./anonymous.ts";
import { benchAuditChain } from "./audit-chain.ts";
import { benchAuditExport } from "./audit-export.ts";
import { benchDesktop } from "./desktop.ts";
import { benchExecutable } from "./executable.ts";
import { benchFacets } from "./facets.ts";
import { benchFleet } from "./fleet.ts";
import { benchLatency } from "./latency.ts";
import { pinThisProcess } from "./machine.ts";
import { benchManyKeys } from "./many-keys.ts";
import { benchMemory } from "./memory.ts";
import { benchOverview } from "./overview.ts";
import { writePage, type Section } from "./report.ts";
import { benchReceivers } from "./receivers.ts";
import { benchRenewAll } from "./renew-all.ts";
import { benchRevocation } from "./revocation.ts";
import { benchRollingRestart } from "./rolling-restart.ts";
import { benchShellLoop } from "./shell-loop.ts";
import { benchSignIn } from "./sign-in.ts";
import { benchSignedIn } from "./signed-in.ts";
import { benchSimulation } from "./simulation.ts";
import { benchSoak } from "./soak.ts";
import { benchStartUp } from "./start-up.ts";
import { benchSubscriptions } from "./subscriptions.ts";
import { benchSync } from "./sync.ts";
import { benchTelemetry } from "./telemetry.ts";

interface Benchmark {
  readonly what: string;
  /** What its numbers mean, and what they are when left out. */
  readonly numbers: Readonly<Record<string, number>>;
  readonly run: (...numbers: number[]) => Promise<Section>;
}

const BENCHMARKS: Readonly<Record<string, Benchmark>> = {
  sync: {
    what: "warm syncs a second, beside a bare server, the stock adapter and better-auth",
    numbers: { rounds: 5, seconds: 3 },
    run: benchSync,
  },
  cold: {
    what: "keys that the server has never seen, on PostgreSQL, beside better-auth",
    numbers: { rounds: 5, keys: 10_000 },
    run: benchCold,
  },
  latency: {
    what: "how long a sync takes at half of saturation, while keys are revoked, rotated and listed",
    // Short rounds: on a machine that others use too, what saturates a server is another rate seconds later.
    numbers: { rounds: 15, seconds: 1 },
    run: benchLatency,
  },
  anonymous: {
    what: "what syncs notice of strangers who send bodies of 250 kB",
    numbers: { rounds: 5, seconds: 5 },
    run: benchAnonymous,
  },
  "signed-in": {
    what: "what a list takes while strangers sign in, 300 at once",
    numbers: { rounds: 5, seconds: 5 },
    run: benchSignedIn,
  },
  subscriptions: {
    what: "memory and waiting syncs while one member holds all the subscriptions that it may",
    numbers: { subscriptions: 2_000, seconds: 10 },
    run: benchSubscriptions,
  },
  telemetry: {
    what: "warm syncs a second with OpenTelemetry off, and on with a collector",
    numbers: { rounds: 5, seconds: 3 },
    run: benchTelemetry,
  },
  receivers: {
    what: "how long a sync takes while every receiver of an organization's notification channels is down",
    numbers: { rounds: 15, seconds: 2, channels: 4 },
    run: benchReceivers,
  },
  revocation: {
    what: "how long a revocation takes with three servers on PostgreSQL, and whether any accepts the key afterwards",
    numbers: { revocations: 1_000 },
    run: benchRevocation,
  },
  "many-keys": {
    what: "how long it takes to revoke many keys by a filter on PostgreSQL, and what executors notice meanwhile",
    numbers: { keys: 10_000 },
    run: benchManyKeys,
  },
  "renew-all": {
    what: "how long it takes until many executors have renewed their keys on PostgreSQL, and what others notice meanwhile",
    numbers: { executors: 1_000 },
    run: benchRenewAll,
  },
  "rolling-restart": {
    what: "three servers restarted in turn under load: what executors and admins notice, and whether anything is lost",
    numbers: { rounds: 3 },
    run: benchRollingRestart,
  },
  data: {
    what: "lists, searches, counts and overview with many keys on PostgreSQL, and what last seen costs",
    numbers: { keys: 1_000_000, executors: 100_000 },
    run: benchData,
  },
  facets: {
    what: "the facets of keys and executors with their counts, with many keys on PostgreSQL",
    numbers: { keys: 1_000_000, executors: 100_000 },
    run: benchFacets,
  },
  soak: {
    what: "a day's syncs in minutes, by a clock that runs faster: memory by the hour, and how late the event loop is",
    numbers: { executors: 50, seconds: 300, hours: 24 },
    run: benchSoak,
  },
  "audit-chain": {
    what: "what the audit chain adds to a change, on SQLite and PostgreSQL",
    // One person may change 600 things in a minute, and 50 are not counted.
    numbers: { changes: 500 },
    run: benchAuditChain,
  },
  "audit-export": {
    what: "memory and time of exporting a long audit log, and that it can be aborted",
    numbers: { rows: 1_000_000 },
    run: benchAuditExport,
  },
  "sign-in": {
    what: "whether the time of a failed sign-in reveals that the address has an account",
    numbers: { rounds: 40 },
    run: benchSignIn,
  },
  memory: {
    what: "what credentials in memory cost",
    numbers: { credentials: 100_000 },
    run: benchMemory,
  },
  executable: {
    what: "what the executor's command costs a host: time to start, and memory after an hour's syncs",
    numbers: { rounds: 5, syncs: 720 },
    run: benchExecutable,
  },
  "shell-loop": {
    what: "a shell loop that makes keys by the command excalibur, and once more when they are there",
    numbers: { keys: 300 },
    run: benchShellLoop,
  },
  "start-up": { what: "until the server's process is ready", numbers: { rounds: 5 }, run: benchStartUp },
};

const [name, ...given] = process.argv.slice(2);
pinThisProcess();
if (name === undefined) printUsage();
else if (name === "all") writePage(await runAll());
else if (name === "fleet") await benchFleet(Number(given[0] ?? 1_000), Number(given[1] ?? 60));
else if (name === "simulation") await benchSimulation(Number(given[0] ?? 100_000), Number(given[1] ?? 1));
else if (name === "overview") await benchOverview(Number(given[0] ?? 1_000_000));
else if (name === "desktop") await measureDesktop(given);
else if (BENCHMARKS[name] !== undefined) console.log((await runOne(BENCHMARKS[name], given)).text);
else {
  console.error(`There is no benchmark "${name}".`);
  printUsage();
  process.exit(78);
}
// Everything is measured and stopped. Node itself may go on for ever where servers were replaced: it waits for their pipes to close.
process.exit();

function printUsage(): void {
  console.log(
    "npm run bench -- all\n    everything below but the last three, in more than an hour; writes docs/benchmarks.md",
  );
  for (const [known, { what, numbers }] of Object.entries(BENCHMARKS)) {
    const usual = Object.entries(numbers).map(([number, value]) => `${number} = ${value}`);
    console.log(`npm run bench -- ${known} [${usual.join("] [")}]\n    ${what}`);
  }
  console.log(
    "npm run bench -- desktop [keys = 100000] [rounds = 5] [open search scroll electron]\n    a long list of keys in a real Chromium, and the start of the desktop in a real Electron; whole, it writes its section",
  );
  console.log(
    "npm run bench -- fleet [executors = 1000] [seconds = 60]\n    real executors against one server, then a restart of the server",
  );
  console.log(
    "npm run bench -- simulation [schedules = 100000] [first seed = 1]\n    several simulated servers on one database, with crashes, delays and lost messages",
  );
  console.log(
    "npm run bench -- overview [keys = 1000000]\n    what the overview and the list cost in a large organization",
  );
}

/** Notes a whole run in docs/benchmarks.md: it takes a minute, and few things are changed as often as a screen. */
async function measureDesktop(given: readonly string[]): Promise<void> {
  const section = await benchDesktop(given);
  console.log(section.text);
  if (given.length <= 2) writePage([section]);
}

function runOne({ numbers, run }: Benchmark, given: readonly string[]): Promise<Section> {
  return run(...Object.values(numbers).map((usual, index) => Number(given[index] ?? usual)));
}

async function runAll(): Promise<Section[]> {
  const sections: Section[] = [];
  for (const [known, benchmark] of Object.entries(BENCHMARKS)) {
    console.log(`${known}: ${benchmark.what} …`);
    const section = await runOne(benchmark, []);
    console.log(`${section.text}\n`);
    sections.push(section);
  }
  sections.push(await benchDesktop([]));
  return sections;
}
