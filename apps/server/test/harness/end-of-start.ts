import { readConfig } from "../../src/config.ts";
import { explainStart } from "../../src/explain-start.ts";
import { startServer } from "../../src/start-server.ts";
import { runCheck } from "../../src/check/run-check.ts";

export interface End {
  readonly status: number;
  readonly message: string;
}

/** Starts a server in this process, stops it, and returns the exit status and output that a process of its own would have had. */
export async function endOfStart(env: NodeJS.ProcessEnv): Promise<End> {
  try {
    const server = await startServer(readConfig({ EXCALIBUR_PORT: "0", LOG_LEVEL: "silent", ...env }));
    await server.close();
    return { status: 0, message: `It started at ${server.url}.` };
  } catch (error) {
    const { message, exitCode } = explainStart(error);
    return { status: exitCode, message };
  }
}

/** The same of `excalibur-server check`. */
export async function endOfCheck(env: NodeJS.ProcessEnv): Promise<End> {
  const message: string[] = [];
  const config = readConfig({ EXCALIBUR_PORT: "0", ...env });
  const status = await runCheck([], config, (line) => void message.push(line));
  return { status, message: message.join("\n") };
}
