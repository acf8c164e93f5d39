import { readAuditLine, type AuditRecord } from "@excalibur/api/server";
import { EXIT_UNUSABLE } from "../verify-export.ts";
import { TryAgain, WitnessFailure } from "./witness-failure.ts";

/** Milliseconds without a line after which a stream counts as dead: the server sends one each minute. */
const SILENT_MS = 150_000;

/** The log does not have what was read before. */
export interface RowsLost {
  readonly reason: "audit_rows_lost" | "audit_row_differs";
}

/** The server whose log is witnessed, as a management key sees it. */
export class LogServer {
  readonly #url: string;
  readonly #secret: string;

  constructor(url: string, secret: string) {
    this.#url = url.replace(/\/+$/, "");
    this.#secret = secret;
  }

  /**
   * Follows the log after a head, line by line; null for a blank line: these were all rows for now.
   * @returns what the server says when its log does not have that head. @throws WitnessFailure, TryAgain.
   */
  async follow(
    head: { sequence: number; hash: string },
    signal: AbortSignal,
  ): Promise<AsyncGenerator<AuditRecord | null> | RowsLost> {
    const path = `/v1/audit/stream?after=${head.sequence}${head.sequence === 0 ? "" : `&head=${head.hash}`}`;
    const response = await this.#fetch(path, { signal });
    if (response.ok) return rowsOf(response);
    const { reason, detail } = await problemOf(response);
    if (reason === "audit_rows_lost" || reason === "audit_row_differs") return { reason };
    throw failureOf(response.status, detail);
  }

  /** Hands in a co-signed head. @throws WitnessFailure, TryAgain. */
  async handIn(note: string, signal: AbortSignal): Promise<void> {
    const headers = { "content-type": "application/json" };
    const response = await this.#fetch("/v1/audit/cosignatures", {
      method: "POST",
      headers,
      body: JSON.stringify({ note }),
      signal,
    });
    if (response.ok) await response.arrayBuffer();
    else throw failureOf(response.status, (await problemOf(response)).detail);
  }

  async #fetch(path: string, init: { headers?: object; signal: AbortSignal } & RequestInit): Promise<Response> {
    try {
      const headers = { ...init.headers, authorization: `Bearer ${this.#secret}` };
      return await fetch(`${this.#url}${path}`, { ...init, headers, redirect: "error" });
    } catch (error) {
      throw new TryAgain(`${this.#url} can't be reached: ${wordsOf(error)}`);
    }
  }
}

async function* rowsOf(response: Response): AsyncGenerator<AuditRecord | null> {
  const lines = response.body?.pipeThrough(new TextDecoderStream()).getReader();
  let rest = "";
  for (;;) {
    const { value, done } = await readInTime(lines);
    if (done) return;
    const whole = (rest + value).split("\n");
    rest = whole.pop() ?? "";
    for (const line of whole) {
      const row = line === "" ? null : readAuditLine(line);
      if (row === null && line !== "") throw new TryAgain("The server sent a line that is no row of an audit log.");
      yield row;
    }
  }
}

async function readInTime(
  reader: ReadableStreamDefaultReader<string> | undefined,
): Promise<{ value: string; done: boolean }> {
  const silent = AbortSignal.timeout(SILENT_MS);
  const late = new Promise<never>((_, reject) =>
    silent.addEventListener("abort", () => reject(new TryAgain("The server has sent nothing for a while."))),
  );
  try {
    const read = await Promise.race([reader?.read(), late]);
    return { value: read?.value ?? "", done: read?.done ?? true };
  } catch (error) {
    throw error instanceof TryAgain ? error : new TryAgain(`The connection broke off: ${wordsOf(error)}`);
  }
}

async function problemOf(response: Response): Promise<{ reason: string | null; detail: string }> {
  const body = (await response.json().catch(() => null)) as { reason?: string; detail?: string } | null;
  return {
    reason: body?.reason ?? null,
    detail: body?.detail ?? `The server answered with status ${response.status}.`,
  };
}

/** 429 and 5xx pass. What else is refused stays refused until a person has changed something. */
function failureOf(status: number, detail: string): Error {
  return status === 429 || status >= 500 ? new TryAgain(detail) : new WitnessFailure(EXIT_UNUSABLE, detail);
}

function wordsOf(error: unknown): string {
  const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error;
  return cause instanceof Error ? cause.message : String(cause);
}
