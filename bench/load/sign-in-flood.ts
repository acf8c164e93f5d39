import { Agent, request } from "node:http";
import type { Answers } from "./start-strangers.ts";

const ADDRESSES = 200;
const JSON_TYPE = { "content-type": "application/json" };

/**
 * Sends so many sign-ins at once, each with an address of its own that has no account, from 200 addresses behind a proxy that
 * the server trusts; and as many again as soon as all are answered.
 */
export function floodWithSignIns(url: string, atOnce: number): { stop(): Promise<Answers> } {
  const agent = new Agent({ keepAlive: true });
  const answers: Record<number, number> = {};
  const over = new AbortController();
  let sent = 0;
  const signIn = () =>
    new Promise<void>((resolve) => {
      const source = sent % ADDRESSES;
      const body = JSON.stringify({
        email: `absent-${process.pid}-${sent++}@example.com`,
        password: "not the password",
      });
      const headers = { ...JSON_TYPE, "x-forwarded-for": `198.18.${Math.floor(process.pid / 256) % 256}.${source}` };
      const count = (status: number) => {
        answers[status] = (answers[status] ?? 0) + 1;
        resolve();
      };
      request(`${url}/api/auth/sign-in/email`, { agent, method: "POST", headers }, (answer) => {
        answer.resume().once("end", () => count(answer.statusCode ?? 0));
      })
        .once("error", () => count(0))
        .end(body);
    });
  const work = (async () => {
    while (!over.signal.aborted) await Promise.all(Array.from({ length: atOnce }, signIn));
  })();
  return {
    stop: async () => {
      over.abort();
      await work;
      agent.destroy();
      return answers;
    },
  };
}
