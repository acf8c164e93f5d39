import { randomUUID } from "node:crypto";
import type { IncomingMessage, RequestListener, Server, ServerResponse } from "node:http";
import { Readable } from "node:stream";
import { syncInput, type SyncInput, type SyncOutput } from "@excalibur/api/contract";
import {
  isPlainSyncInput,
  outputOf,
  Refusal,
  requireSecretHash,
  syncExecutor,
  syncFromMemory,
  type Services,
} from "@excalibur/api/server";
import type { FastifyBaseLogger } from "fastify";
import { RepeatedRequests, type BodyAgain } from "./repeated-requests.ts";
import { textAt, type TimedText } from "./timed-text.ts";
import { sourceAddressOf, type TrustsProxy } from "./trusted-proxies.ts";
import { SYNC_DOORS, type FlatHeaders, type SyncDoor } from "./sync-doors.ts";

interface Options {
  readonly services: Services;
  readonly logger: FastifyBaseLogger;
  readonly trustsProxy: TrustsProxy;
  readonly maxBodyBytes: number;
  /** Told of every request for a sync: answered here, said again and answered at the socket, or handed on. */
  readonly onRequest: (way: "lane" | "repeated" | "stock") => void;
}

/** A sync that was read, and not looked at yet. */
interface ReadSync {
  readonly door: SyncDoor;
  readonly headers: FlatHeaders;
  readonly input: SyncInput;
}

const JSON_TYPES: ReadonlySet<string | undefined> = new Set(["application/json", "application/json; charset=utf-8"]);

/** Names that JSON parsers and superjson guard against, and escapes, behind which such a name can hide. */
const NEEDS_CARE = /__proto__|constructor|prototype|\\/;

/**
 * The lane for what executors say over and over: one sync, unbatched, as ordinary JSON. It stands in front of Fastify and
 * tRPC and answers what they would answer, at a fraction of the cost; whatever is out of the ordinary it hands on to them
 * untouched, before its body was read or with the body put back (docs/decisions/007-sync-lane.md).
 */
export class SyncLane {
  readonly #options: Options;
  readonly #bodiesReadHere = new WeakMap<IncomingMessage, Buffer>();
  readonly #repeated = new RepeatedRequests();
  /** What each door sends with every answer; null while the lane is closed. */
  #headers: ReadonlyMap<SyncDoor, FlatHeaders> | null = null;
  #lastGoodHost: string | undefined;

  constructor(options: Options) {
    this.#options = options;
  }

  /** Call it before the server listens. */
  standBefore(server: Server): void {
    this.#repeated.standBefore(server);
  }

  /** @param headers what the server sends with every answer. */
  open(headers: FlatHeaders): void {
    this.#headers = new Map([...SYNC_DOORS.values()].map((door) => [door, [...headers, ...door.headers]]));
  }

  /** From now on everything is handed on: a server that is stopping says so itself. */
  close(): void {
    this.#headers = null;
  }

  handle(request: IncomingMessage, response: ServerResponse, handOn: RequestListener): void {
    const door = SYNC_DOORS.get(request.url ?? "");
    if (door === undefined) return handOn(request, response);
    const headers = this.#headers?.get(door);
    if (headers === undefined || !this.#isOrdinary(request)) {
      this.#options.onRequest("stock");
      return handOn(request, response);
    }
    this.#repeated.follow(request, response);
    const chunks: Buffer[] = [];
    request.on("data", (chunk: Buffer) => chunks.push(chunk));
    request.on("end", () => {
      const body = chunks.length === 1 ? (chunks[0] as Buffer) : Buffer.concat(chunks);
      const input = readInput(door, body.toString());
      this.#options.onRequest(input === null ? "stock" : "lane");
      if (input !== null) return this.#answer(request, response, { door, headers, input });
      this.#bodiesReadHere.set(request, body);
      handOn(request, response);
    });
  }

  /** The body of a request that was handed on after it was read; undefined for any other. */
  bodyOf(request: IncomingMessage): Readable | undefined {
    const body = this.#bodiesReadHere.get(request);
    return body === undefined ? undefined : Readable.from([body]);
  }

  /** Whether nothing about a request but its body needs a second look. Each header is one that stock paths heed. */
  #isOrdinary({ method, headers }: IncomingMessage): boolean {
    const bytes = Number(headers["content-length"]);
    return (
      method === "POST" &&
      bytes > 0 &&
      bytes <= this.#options.maxBodyBytes &&
      JSON_TYPES.has(headers["content-type"]) &&
      headers["transfer-encoding"] === undefined &&
      headers.origin === undefined &&
      headers["sec-fetch-site"] === undefined &&
      headers["trpc-accept"] === undefined &&
      headers.accept?.includes("jsonl") !== true &&
      this.#isHost(headers.host)
    );
  }

  /** tRPC makes an address of it, and refuses what makes none. Nearly always it is the one of the request before. */
  #isHost(host: string | undefined): boolean {
    if (host === this.#lastGoodHost && host !== undefined) return true;
    if (host === undefined || !URL.canParse(`http://${host}`)) return false;
    this.#lastGoodHost = host;
    return true;
  }

  #answer(request: IncomingMessage, response: ServerResponse, sync: ReadSync): void {
    const { door, headers, input } = sync;
    const { services, logger, trustsProxy } = this.#options;
    const fail = (error: unknown) => {
      const requestId = randomUUID();
      const failed = door.failed(error, requestId);
      if (!(error instanceof Refusal)) logger.error({ err: error, requestId }, "sync failed");
      send(response, failed.status, [...headers, ...failed.headers], failed.body);
    };
    try {
      const secretHash = requireSecretHash(services, request.headers.authorization);
      const accept = (output: SyncOutput) => {
        send(response, 200, headers, textAt(door.accepted(output), output.serverTime));
        this.#repeated.remember(request, headers, this.#bodyAgain(secretHash, sync));
      };
      const output = syncExecutor(
        services,
        { secretHash, sourceAddress: sourceAddressOf(request, trustsProxy) },
        input,
      );
      if (output instanceof Promise) void output.then(accept, fail);
      else accept(output);
    } catch (error) {
      fail(error);
    }
  }

  /** Answers what has just been accepted when it is said again: judged anew each time, written anew when it says something new. */
  #bodyAgain(secretHash: string, { door, input }: ReadSync): BodyAgain {
    let written: { readonly credential: object; readonly executor: object; readonly text: TimedText } | null = null;
    return () => {
      if (this.#headers === null) return null;
      const sync = syncFromMemory(this.#options.services, secretHash, input);
      if (sync === null) return null;
      this.#options.onRequest("repeated");
      const { credential, executor, at } = sync;
      if (written?.credential !== credential || written.executor !== executor) {
        written = { credential, executor, text: door.accepted(outputOf(sync, input)) };
      }
      return { text: written.text, at };
    };
  }
}

/** The input in a body when the schema accepts it; null when the stock path has to say what is wrong, or look closer. */
function readInput(door: SyncDoor, text: string): SyncInput | null {
  let body: unknown;
  try {
    body = JSON.parse(text);
  } catch {
    return null;
  }
  const input = door.inputOf(body);
  if (isPlainSyncInput(input)) return input;
  return NEEDS_CARE.test(text) ? null : (syncInput.safeParse(input).data ?? null);
}

function send(response: ServerResponse, status: number, headers: FlatHeaders, body: string): void {
  const bytes = Buffer.byteLength(body);
  response.writeHead(status, [...headers, "content-length", bytes]);
  // Plain ASCII, as nearly all answers are, needs no conversion on its way out.
  response.end(body, bytes === body.length ? "latin1" : "utf8");
}
