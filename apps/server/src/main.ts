import cluster from "node:cluster";
import {
  DatabaseDamagedError,
  DatabaseInUseError,
  DatabaseTooNewError,
  MigrationChangedError,
  MigrationFailedError,
  MigrationUnfinishedError,
} from "@excalibur/db";
import { runBackup, runRestore } from "./backup/commands.ts";
import { readConfig } from "./config.ts";
import { hideSecrets } from "./logging.ts";
import { startServer, type RunningServer } from "./start-server.ts";
import { EXIT_CONFIGURATION, EXIT_TRY_LATER, StartupError } from "./startup-error.ts";
import { superviseWorkers, type Readiness } from "./supervise-workers.ts";

const STOP_WITHIN_MS = 10_000;

/** What no later start mends by itself. */
const NEEDS_SOMEBODY = [
  DatabaseDamagedError,
  DatabaseTooNewError,
  MigrationChangedError,
  MigrationFailedError,
  MigrationUnfinishedError,
];

// Whatever this process writes (database, secrets) is its owner's alone.
process.umask(0o077);

const COMMANDS: Readonly<Record<string, (words: string[]) => Promise<void>>> = {
  serve,
  backup: async (words) => console.log(await runBackup(words, readConfig(process.env))),
  restore: async (words) => console.log(await runRestore(words, readConfig(process.env))),
};

try {
  const [name = "serve", ...words] = process.argv.slice(2);
  const command = COMMANDS[name];
  if (command === undefined) {
    throw new StartupError(
      `There is no command "${name}". There are: ${Object.keys(COMMANDS).join(", ")}; without one the server starts.`,
      EXIT_CONFIGURATION,
    );
  }
  await command(words);
} catch (error) {
  const { message, exitCode } = explain(error);
  console.error(hideSecrets(message));
  process.exit(exitCode);
}

async function serve(words: string[]): Promise<void> {
  if (words.length > 0) {
    throw new StartupError("The server takes no arguments: it is configured by the environment.", EXIT_CONFIGURATION);
  }
  const config = readConfig(process.env);
  if (config.workers > 1 && cluster.isPrimary) return announce(await superviseWorkers(config.workers));
  const server = await startServer(config);
  stopOnSignals(server);
  const { url, setupCode } = server;
  if (cluster.isWorker) process.send?.({ url, setupCode } satisfies Readiness);
  else announce(server);
}

function announce({ url, setupCode }: Readiness): void {
  if (setupCode !== null) console.log(`Setup code: ${setupCode}`);
  console.log(`Excalibur is ready at ${url}`);
}

function stopOnSignals(server: RunningServer): void {
  let stopping = false;
  const stop = () => {
    if (stopping) return;
    stopping = true;
    // What still runs after this is cut off: a supervisor would do worse.
    setTimeout(() => process.exit(1), STOP_WITHIN_MS).unref();
    server.close().then(
      () => process.exit(0),
      (error: unknown) => {
        console.error(error);
        process.exit(1);
      },
    );
  };
  process.on("SIGTERM", stop);
  process.on("SIGINT", stop);
}

/** What kept the server from starting, for a person, and the exit status that says whether trying again makes sense. */
function explain(error: unknown): { message: string; exitCode: number } {
  if (error instanceof StartupError) return { message: error.message, exitCode: error.exitCode };
  if (error instanceof DatabaseInUseError) return { message: error.message, exitCode: EXIT_TRY_LATER };
  if (NEEDS_SOMEBODY.some((kind) => error instanceof kind)) {
    return { message: (error as Error).message, exitCode: EXIT_CONFIGURATION };
  }
  switch (error instanceof Error && "code" in error ? error.code : null) {
    case "EADDRINUSE":
      return {
        message:
          "The port is in use by another program. Stop that one, or choose another port with EXCALIBUR_PORT (0 picks a free one).",
        exitCode: EXIT_TRY_LATER,
      };
    case "EACCES":
      return {
        message: "This user may not listen on that port. Choose one above 1023 with EXCALIBUR_PORT.",
        exitCode: EXIT_CONFIGURATION,
      };
    case "EADDRNOTAVAIL":
    case "ENOTFOUND":
      return { message: "EXCALIBUR_HOST is not an address of this machine.", exitCode: EXIT_CONFIGURATION };
    case "ECONNREFUSED":
      return {
        message: "The database at DATABASE_URL does not answer. Is it running, and is the address right?",
        exitCode: EXIT_TRY_LATER,
      };
    default:
      return { message: error instanceof Error ? (error.stack ?? error.message) : String(error), exitCode: 1 };
  }
}
