import { randomUUID } from "node:crypto";
import type { IncomingMessage, RequestListener, ServerResponse } from "node:http";
import { Readable } from "node:stream";
import { LAST_ACCEPTED_HEADER, type SyncInput } from "@excalibur/api/contract";
import { Refusal, requireSecretHash, syncExecutor, type Services } from "@excalibur/api/server";
import type { FastifyBaseLogger } from "fastify";
import { clock } from "../clock.ts";
import { withoutBasePath } from "../configuration/public-url.ts";
import type { Metrics } from "../metrics.ts";
import { plainSyncEndpoint } from "./plain-sync-endpoint.ts";
import { endUnlessRead, readBody, SMALL_BODY } from "./read-body.ts";
import { RequestProblem } from "./request-problem.ts";
import type { FlatHeaders, SyncEndpoint } from "./sync-endpoint.ts";
import { trpcSyncEndpoint } from "./trpc-sync-endpoint.ts";
import { sourceAddressOf, type TrustsProxy } from "./trusted-proxies.ts";

interface Options {
  readonly services: Services;
  readonly logger: FastifyBaseLogger;
  readonly trustsProxy: TrustsProxy;
  /** The path that the server is reached below, as a proxy may pass it on; empty when it has the whole host. */
  readonly basePath: string;
  readonly metrics: Pick<Metrics, "syncRequest" | "syncHandled">;
}

interface SyncRequest {
  readonly endpoint: SyncEndpoint;
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  /** Sent with every answer to it: the headers made when the request arrived. */
  readonly headers: FlatHeaders;
  readonly startedAtMs: number;
}

/**
 * Answers single syncs, ahead of Fastify and tRPC: all of `POST /v1/sync`, and the usual form of `executor.sync`. A
 * request without a well-formed key is refused by its head; its body is not read
 * (docs/decisions/007-sync-lane.md).
 */
export class SyncLane {
  readonly #options: Options;
  readonly #bodiesReadHere = new WeakMap<IncomingMessage, string>();
  /** What each endpoint sends with every answer. */
  #headers: ReadonlyMap<SyncEndpoint, FlatHeaders> = new Map();

  constructor(options: Options) {
    this.#options = options;
  }

  /** Call it before the first request. @param headers what the server sends with every answer. */
  open(headers: FlatHeaders): void {
    const endpoints = [plainSyncEndpoint, trpcSyncEndpoint];
    this.#headers = new Map(endpoints.map((endpoint) => [endpoint, [...headers, ...endpoint.headers]]));
  }

  /** The server is stopping: requests from now on are answered, and their connections close after the answer. */
  close(): void {
    this.#headers = new Map(
      [...this.#headers].map(([endpoint, headers]) => [endpoint, [...headers, "connection", "close"]]),
    );
  }

  /** @param next answers what the lane does not. */
  handle(request: IncomingMessage, response: ServerResponse, next: RequestListener): void {
    const endpoint = endpointAt(withoutBasePath(request.url ?? "", this.#options.basePath));
    if (endpoint === undefined) return next(request, response);
    const isBrowser = request.headers.origin !== undefined || request.headers["sec-fetch-site"] !== undefined;
    if (!isBrowser && endpoint.takes(request)) return this.#read(endpoint, request, response, next);
    if (endpoint !== plainSyncEndpoint) this.#options.metrics.syncRequest("stock");
    next(request, response);
  }

  /** Answers a `POST /v1/sync` that came by another way than `handle`. */
  answerPlain(request: IncomingMessage, response: ServerResponse): void {
    this.#read(plainSyncEndpoint, request, response, () => undefined);
  }

  /** The body of a request that was handed on after it was read; undefined for any other. */
  bodyOf(request: IncomingMessage): Readable | undefined {
    const text = this.#bodiesReadHere.get(request);
    return text === undefined ? undefined : Readable.from([Buffer.from(text)]);
  }

  #read(endpoint: SyncEndpoint, request: IncomingMessage, response: ServerResponse, next: RequestListener): void {
    const headers = this.#headers.get(endpoint) ?? [];
    const sync = { endpoint, request, response, headers, startedAtMs: clock.monotonicMs() };
    let secretHash: string;
    try {
      secretHash = requireSecretHash(this.#options.services, request.headers.authorization);
      endpoint.checkHead(request);
    } catch (error) {
      return this.#fail(sync, error);
    }
    readBody(request, SMALL_BODY.bytes, (problem, text) => this.#take(sync, secretHash, problem, text, next));
  }

  #take(sync: SyncRequest, secretHash: string, problem: RequestProblem | null, text: string, next: RequestListener) {
    let input: SyncInput | null;
    try {
      if (problem !== null) throw problem;
      input = sync.endpoint.readInput(text);
    } catch (error) {
      return this.#fail(sync, error);
    }
    if (input !== null) return this.#answer(sync, secretHash, input);
    this.#options.metrics.syncRequest("stock");
    this.#bodiesReadHere.set(sync.request, text);
    next(sync.request, sync.response);
  }

  #answer(sync: SyncRequest, secretHash: string, input: SyncInput): void {
    const { services, trustsProxy } = this.#options;
    const sourceAddress = sourceAddressOf(sync.request, trustsProxy);
    const header = sync.request.headers[LAST_ACCEPTED_HEADER];
    const lastAccepted = typeof header === "string" ? header : undefined;
    void syncExecutor(services, { secretHash, sourceAddress, lastAccepted }, input).then(
      (output) => this.#send(sync, 200, [], sync.endpoint.accepted(output)),
      (error: unknown) => this.#fail(sync, error),
    );
  }

  #fail(sync: SyncRequest, error: unknown): void {
    const requestId = randomUUID();
    const { status, headers, body } = sync.endpoint.failed(error, requestId);
    if (!(error instanceof Refusal || error instanceof RequestProblem)) {
      this.#options.logger.error({ err: error, requestId }, "sync failed");
    }
    this.#send(sync, status, headers, body);
    sync.response.once("finish", () => endUnlessRead(sync.request));
  }

  #send({ response, headers, startedAtMs }: SyncRequest, status: number, own: FlatHeaders, body: string): void {
    const bytes = Buffer.byteLength(body);
    response.writeHead(status, [...headers, ...own, "content-length", bytes]);
    // Plain ASCII, as nearly all answers are, needs no conversion on its way out.
    response.end(body, bytes === body.length ? "latin1" : "utf8");
    this.#options.metrics.syncRequest("lane");
    this.#options.metrics.syncHandled(clock.monotonicMs() - startedAtMs);
  }
}

function endpointAt(url: string): SyncEndpoint | undefined {
  switch (url) {
    case "/v1/sync":
      return plainSyncEndpoint;
    case "/trpc/executor.sync":
      return trpcSyncEndpoint;
    default:
      return url.startsWith("/v1/sync?") ? plainSyncEndpoint : undefined;
  }
}
