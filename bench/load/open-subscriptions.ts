import { request, type ClientRequest } from "node:http";
import type { AdminSession } from "../call-procedure.ts";
import type { Answers } from "./start-strangers.ts";

/** More than the first message of a stream takes. */
const MESSAGE_LENGTH = 4_000;

export interface OpenSubscriptions {
  readonly answers: Answers;
  close(): void;
}

/** Subscribes to live messages, each over a connection of its own, the sessions in turn. Those that are accepted stay open. */
export async function openSubscriptions(sessions: readonly AdminSession[], count: number): Promise<OpenSubscriptions> {
  const open: ClientRequest[] = [];
  const answers: Record<number, number> = {};
  for (let index = 0; index < count; index++) {
    const session = sessions[index % sessions.length];
    if (session === undefined) break;
    const status = await subscribe(session, (subscription) => open.push(subscription));
    answers[status] = (answers[status] ?? 0) + 1;
  }
  return {
    answers,
    close: () => {
      for (const subscription of open) subscription.destroy();
    },
  };
}

function subscribe({ url, cookie }: AdminSession, onSent: (subscription: ClientRequest) => void): Promise<number> {
  return new Promise((resolve) => {
    const headers = { cookie, accept: "text/event-stream" };
    const sent = request(`${url}/trpc/live.subscribe`, { headers, agent: false }, (answer) => {
      let text = "";
      answer.on("data", (chunk: Buffer) => {
        text = (text + chunk.toString("latin1")).slice(-MESSAGE_LENGTH);
        // A refusal is a message of the stream; its status stands in it.
        const refused = /"httpStatus":(\d{3})/.exec(text)?.[1];
        if (refused !== undefined) resolve(Number(refused));
        else if (text.includes('"ready"')) resolve(answer.statusCode ?? 0);
      });
      answer.on("error", () => undefined);
    });
    sent.on("error", () => resolve(0));
    sent.end();
    onSent(sent);
  });
}
