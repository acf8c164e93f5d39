/** Executors that sync at several servers, in a process of their own. */
import { fork } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import { presentOn } from "../load/presenter.ts";

export interface Presentations {
  /** @returns how many syncs were answered by a yes, and how many by anything else. */
  stop(): Promise<Answers>;
}

interface Answers {
  readonly accepted: number;
  readonly failed: number;
}

interface Plan {
  readonly urls: readonly string[];
  readonly secret: string;
  /** To each server. */
  readonly connections: number;
  /** Between an answer and the next presentation on its connection; 0 keeps every server busy all the time. */
  readonly pauseMs: number;
}

export function startPresentations(plan: Plan): Presentations {
  const child = fork(fileURLToPath(import.meta.url), [], {
    env: { ...process.env, PRESENTATIONS: JSON.stringify(plan) },
  });
  return {
    stop: async () => {
      const said = once(child, "message");
      child.send("stop");
      return (await said)[0] as Answers;
    },
  };
}

const inherited = process.env["PRESENTATIONS"];
if (inherited !== undefined) {
  const { urls, secret, connections, pauseMs } = JSON.parse(inherited) as Plan;
  const presenters = await Promise.all(
    urls.flatMap((url) =>
      Array.from({ length: connections }, (_, index) => presentOn(url, secret, `load-${index}`, pauseMs)),
    ),
  );
  await once(process, "message");
  const sum = (numbers: readonly number[]) => numbers.reduce((total, number) => total + number, 0);
  const accepted = sum(presenters.map((one) => one.accepted()));
  process.send?.({ accepted, failed: sum(presenters.map((one) => one.failed() + one.refusedLate())) }, () =>
    process.exit(0),
  );
}
