import { once } from "node:events";
import { writeFileSync } from "node:fs";
import { createServer } from "node:https";
import { join } from "node:path";
import { onTestFinished } from "vitest";
import { freePort } from "../../../scripts/testing/free-port.ts";
import { makeCertificate } from "./certificate.ts";
import { temporaryFolder } from "./temporary-folder.ts";

interface ApiCall {
  readonly method: string;
  readonly path: string;
  readonly isAuthorized: boolean;
}

/** What a change is answered with: a status, nothing, or a cut connection after it was made. */
type PatchAnswer = number | "never" | "lost";

export interface TestKubernetesApi {
  readonly api: { readonly host: string; readonly port: string };
  /** Folder of the service account, as it is mounted in pods. */
  readonly account: string;
  /** The fields of the Secret, as text. */
  readonly data: Readonly<Record<string, string>>;
  readonly calls: ApiCall[];
  answerPatch: PatchAnswer;
  stop(): Promise<void>;
  restart(): Promise<void>;
}

const TOKEN = "the token of the service account";

/**
 * A real HTTPS server that answers as a cluster's API does to reading and changing one Secret in the namespace `excalibur`, with a
 * merge patch (RFC 7386) of its fields. There is no cluster behind it.
 */
export async function startKubernetesApi(secret: string, fields: Record<string, string>): Promise<TestKubernetesApi> {
  const { cert, key } = makeCertificate("localhost");
  const account = temporaryFolder();
  for (const [name, text] of [
    ["token", `${TOKEN}\n`],
    ["ca.crt", cert],
    ["namespace", "excalibur"],
  ] as const)
    writeFileSync(join(account, name), text);
  const data = { ...fields };
  const server = createServer({ cert, key }, async (request, response) => {
    let body = "";
    for await (const chunk of request) body += String(chunk);
    const { method = "", url: path = "", headers } = request;
    cluster.calls.push({ method, path, isAuthorized: headers.authorization === `Bearer ${TOKEN}` });
    const answer = (status: number, object: object) =>
      response.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(object));
    const failure = (code: number) => answer(code, { kind: "Status", apiVersion: "v1", status: "Failure", code });
    if (path.split("?")[0] !== `/api/v1/namespaces/excalibur/secrets/${secret}`) return failure(404);
    const patched = method === "PATCH" ? cluster.answerPatch : 200;
    if (patched === "never") return;
    if (patched !== 200 && patched !== "lost") return failure(patched);
    if (method === "PATCH") {
      if (headers["content-type"] !== "application/merge-patch+json") return failure(415);
      const changes = (JSON.parse(body) as { data: Record<string, string> }).data;
      for (const [name, value] of Object.entries(changes)) data[name] = Buffer.from(value, "base64").toString();
    }
    if (patched === "lost") return request.socket.destroy();
    const encoded = Object.entries(data).map(([name, text]) => [name, Buffer.from(text).toString("base64")] as const);
    answer(200, { kind: "Secret", apiVersion: "v1", metadata: { name: secret }, data: Object.fromEntries(encoded) });
  });
  // The same after a restart.
  const port = await freePort();
  const listen = async () => {
    server.listen(port, "127.0.0.1");
    await once(server, "listening");
  };
  await listen();
  const cluster: TestKubernetesApi = {
    api: { host: "localhost", port: String(port) },
    account,
    data,
    calls: [],
    answerPatch: 200,
    stop: async () => {
      server.close();
      server.closeAllConnections();
      await once(server, "close");
    },
    restart: listen,
  };
  onTestFinished(() => (server.listening ? cluster.stop() : undefined));
  return cluster;
}
