import cluster from "node:cluster";
import { readConfig, type Config } from "./config.ts";
import { explainStart } from "./explain-start.ts";
import { createLogger, hideSecrets } from "./logging.ts";
import type { RunningServer } from "./running-server.ts";
import { EXIT_CONFIGURATION, StartupError } from "./startup-error.ts";
import { superviseWorkers, type Readiness } from "./supervise-workers.ts";

const STOP_WITHIN_MS = 10_000;

// Only the process's user may read the files it writes (database, secrets).
process.umask(0o077);

// Loaded when they are called: a mistake in the configuration is printed before Prisma and other modules are loaded.
const COMMANDS: Readonly<Record<string, (words: string[], config: Config) => Promise<void>>> = {
  serve,
  check: async (words, config) => {
    const { runCheck } = await import("./check/run-check.ts");
    process.exitCode = await runCheck(words, config, console.log);
  },
  backup: async (words, config) => {
    const { runBackup } = await import("./backup/commands.ts");
    console.log(await runBackup(words, config));
  },
  restore: async (words, config) => {
    const { runRestore } = await import("./backup/commands.ts");
    console.log(await runRestore(words, config));
  },
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
  await command(words, readConfig(process.env));
} catch (error) {
  const { message, exitCode } = explainStart(error);
  if (message !== "") console.error(hideSecrets(message));
  process.exit(exitCode);
}

async function serve(words: string[], config: Config): Promise<void> {
  if (words.length > 0) {
    throw new StartupError("The server takes no arguments: it is configured by the environment.", EXIT_CONFIGURATION);
  }
  if (config.workers > 1 && cluster.isPrimary) return announce(await superviseWorkers(config.workers));
  // Of several processes the first one replaces the others; one alone has nothing to replace, and must not end of it.
  process.on("SIGHUP", () =>
    createLogger(config.logLevel).info("SIGHUP: there is nothing to reload. Restart the server to change it."),
  );
  const { startServer } = await import("./start-server.ts");
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
