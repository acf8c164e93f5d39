import { once } from "node:events";
import { createServer, type IncomingMessage } from "node:http";
import type { AddressInfo } from "node:net";
import { buffer } from "node:stream/consumers";
import { expect, onTestFinished, vi } from "vitest";
import { secrets } from "../../src/secrets.ts";
import { startTestServer } from "./test-server.ts";

interface Attribute {
  readonly key: string;
  readonly value: { readonly stringValue?: string; readonly intValue?: number };
}

export interface Span {
  readonly name: string;
  readonly traceId: string;
  readonly spanId: string;
  readonly parentSpanId?: string;
  readonly attributes: readonly Attribute[];
}

interface Exported {
  readonly resourceSpans?: readonly { readonly scopeSpans: readonly { readonly spans: readonly Span[] }[] }[];
  readonly resourceMetrics?: readonly {
    readonly resource: { readonly attributes: readonly Attribute[] };
    readonly scopeMetrics: readonly { readonly metrics: readonly { readonly name: string }[] }[];
  }[];
}

/** What a collector of OpenTelemetry receives by HTTP. */
export async function startCollector() {
  const bodies: Buffer[] = [];
  const paths: string[] = [];
  const server = createServer(async (request: IncomingMessage, response) => {
    paths.push(request.url ?? "");
    bodies.push(await buffer(request));
    response.end("{}");
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  onTestFinished(() => void server.close());
  const read = () => bodies.map((body) => JSON.parse(body.toString()) as Exported);
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    paths,
    raw: () => Buffer.concat(bodies).toString("latin1"),
    spans: () =>
      read().flatMap(({ resourceSpans = [] }) =>
        resourceSpans.flatMap(({ scopeSpans }) => scopeSpans.flatMap(({ spans }) => spans)),
      ),
    resources: () => read().flatMap(({ resourceMetrics = [] }) => resourceMetrics),
  };
}

/** A server that exports to a collector, and does a bit of everything. @returns what of it must never be exported */
export async function exportWork(collector: string, protocol: string): Promise<string[]> {
  const variables = {
    OTEL_EXPORTER_OTLP_ENDPOINT: collector,
    OTEL_EXPORTER_OTLP_PROTOCOL: protocol,
    // What the exporter sends to the collector as its own credential.
    OTEL_EXPORTER_OTLP_HEADERS: "x-collector-key=key-of-the-collector",
  };
  for (const [name, value] of Object.entries(variables)) vi.stubEnv(name, value);
  onTestFinished(() => void vi.unstubAllEnvs());
  const server = await startTestServer("sqlite", variables);
  const { owner } = await server.addOrganization("Acme");
  const client = await server.signIn(owner);
  const { key, secret } = await client.trpc.apiKeys.create.mutate({ name: "edge", target: { kind: "newExecutor" } });
  await client.together.apiKeys.list.query({});
  const traceparent = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";
  const body = JSON.stringify({ name: "edge-1", kind: "agent", version: "1.0.0" });
  const headers = { authorization: `Bearer ${secret}`, "content-type": "application/json", traceparent };
  expect((await fetch(`${server.url}/v1/sync?secret=in-a-query`, { method: "POST", headers, body })).status).toBe(200);
  expect((await fetch(`${server.url}/v1/sync`, { method: "POST", headers, body })).status).toBe(200);
  await fetch(`${server.url}/invitations/token-of-an-invitation?token=in-a-query`);
  await fetch(`${server.url}/trpc/not.a.procedure,apiKeys.list?input=in-a-query`, {
    headers: { cookie: client.cookie },
  });
  await fetch(`${server.url}/v1/keys/${key.id}`, { headers: { authorization: `Bearer ${secret}` } });
  await fetch(`${server.url}/api/auth/sign-in/email`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ email: owner.email, password: "a password that is wrong" }),
  });
  await server.close();
  const cookie = decodeURIComponent(client.cookie.split("=")[1] ?? "");
  const hash = secrets.hash(secret);
  const texts = [secret, hash, key.id, cookie, owner.email, "a password that is wrong", "in-a-query", "127.0.0.1"];
  return [...texts, "token-of-an-invitation", "not.a.procedure", "edge-1", "Bearer", "key-of-the-collector"];
}
