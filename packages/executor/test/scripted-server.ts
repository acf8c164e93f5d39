import { once } from "node:events";
import { createServer, type RequestListener } from "node:http";
import { createServer as createTlsServer } from "node:https";
import type { SyncInput } from "@excalibur/api/contract";
import { freePort } from "../../../scripts/testing/free-port.ts";
import type { Answer } from "./answers.ts";

/** One sync as it arrived. */
export interface Call {
  readonly path: string;
  readonly authorization: string;
  readonly input: SyncInput;
}

/** What to answer to the call of this number, counted from 1. Null: nothing, ever. */
type Script = (call: Call, number: number) => Answer | null | Promise<Answer | null>;

export interface ScriptedServer {
  readonly url: string;
  readonly port: number;
  readonly calls: Call[];
  /** Answers differently from now on. */
  answer: Script;
  stop(): Promise<void>;
  /** Listens again, at the same port. */
  restart(): Promise<void>;
}

/** A real server on a free port of this machine that answers by the script. */
export async function startScriptedServer(
  script: Script,
  certificate?: { readonly cert: string; readonly key: string },
): Promise<ScriptedServer> {
  const calls: Call[] = [];
  const answerInTurn: RequestListener = async (request, response) => {
    let text = "";
    for await (const chunk of request) text += String(chunk);
    const call = {
      path: request.url ?? "",
      authorization: request.headers.authorization ?? "",
      input: JSON.parse(text),
    };
    calls.push(call);
    const answer = await scripted.answer(call, calls.length);
    if (answer === null) return;
    response.writeHead(answer.status, { ...answer.headers });
    response.end(answer.body);
  };
  const server = certificate === undefined ? createServer(answerInTurn) : createTlsServer(certificate, answerInTurn);
  // The same after a restart.
  const port = await freePort();
  const listen = async (): Promise<void> => {
    server.listen(port, "127.0.0.1");
    await once(server, "listening");
  };
  await listen();
  const scripted: ScriptedServer = {
    url: `${certificate === undefined ? "http" : "https"}://127.0.0.1:${port}`,
    port,
    calls,
    answer: script,
    stop: async () => {
      if (!server.listening) return;
      server.close();
      server.closeAllConnections();
      await once(server, "close");
    },
    restart: listen,
  };
  return scripted;
}
