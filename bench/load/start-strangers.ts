import { spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";

const STRANGERS = fileURLToPath(new URL("strangers.ts", import.meta.url));

/** By status, how many were answered; 0 where the connection ended without an answer. */
export type Answers = Readonly<Record<number, number>>;

/**
 * Starts a flood in a process of its own, with a lower priority: it shares a core with those whose waiting is measured, and
 * what it costs to send is none of the server's doing.
 * @param number bodies a second, or sign-ins at once.
 */
export async function startStrangers(
  load: "bodies" | "sign-ins",
  url: string,
  number: number,
): Promise<{ stop(): Promise<Answers> }> {
  const options = ["--disable-warning=ExperimentalWarning", STRANGERS, load, url, String(number)];
  const child = spawn("nice", ["-n", "5", process.execPath, ...options], { stdio: ["ignore", "pipe", "inherit"] });
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  await lines.next();
  return {
    stop: async () => {
      child.kill("SIGTERM");
      const { value } = (await lines.next()) as { value: string };
      if (child.exitCode === null) await once(child, "exit");
      return JSON.parse(value) as Answers;
    },
  };
}

/** Answers of several floods as one. */
export function addAnswers(some: readonly Answers[]): string {
  const all = new Map<string, number>();
  for (const [status, count] of some.flatMap((answers) => Object.entries(answers))) {
    all.set(status, (all.get(status) ?? 0) + count);
  }
  return [...all].map(([status, count]) => `${count} by ${status}`).join(", ");
}
