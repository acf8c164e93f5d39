import { readAuditLine, type AuditRecord } from "@excalibur/api/server";
import { expect } from "vitest";
import { verifyExport } from "../../src/audit-command/verify-export.ts";
import { sha256 } from "../../src/secrets.ts";
import { eventually } from "./eventually.ts";

/** A program that follows an audit stream, keeps every whole line, and goes on where it was cut off. */
export class StreamReader {
  readonly rows: AuditRecord[] = [];
  /** The whole lines that came, as a file would have them. */
  received = "";
  /** Blank lines that came. */
  blanks = 0;
  /** Of the latest answer. */
  status = 0;
  /** The body of a refusal. */
  refusal: { reason?: string; sequence?: number; detail?: string } = {};
  #abort = new AbortController();

  /** Opens a stream after the last row that was received. @returns once it has ended. */
  async follow(url: string, secret: string, headers: Record<string, string> = {}): Promise<void> {
    this.#abort = new AbortController();
    const last = this.rows.at(-1);
    const from = last === undefined ? "" : `?after=${last.sequence}&head=${last.hash}`;
    const response = await fetch(`${url}/v1/audit/stream${from}`, {
      headers: { authorization: `Bearer ${secret}`, ...headers },
      signal: this.#abort.signal,
    });
    this.status = response.status;
    if (!response.ok) {
      this.refusal = (await response.json()) as StreamReader["refusal"];
      return;
    }
    const decoder = new TextDecoder();
    let rest = "";
    for await (const chunk of response.body ?? []) {
      const lines = (rest + decoder.decode(chunk, { stream: true })).split("\n");
      rest = lines.pop() ?? "";
      for (const line of lines) this.#take(line);
    }
  }

  /** The same, for tests that go on meanwhile. @returns how it ended: "over", or "cut off" by `cut` or the server. */
  start(url: string, secret: string): Promise<"over" | "cut off"> {
    return this.follow(url, secret).then(
      () => "over",
      () => "cut off",
    );
  }

  /** Breaks the connection off, where it is. */
  cut(): void {
    this.#abort.abort();
  }

  async has(rows: number): Promise<void> {
    await eventually(async () => expect(this.rows.length).toBeGreaterThanOrEqual(rows));
  }

  /** What `excalibur-audit verify` says of the file. */
  async verify() {
    const lines = this.received.split("\n");
    async function* each() {
      yield* lines;
    }
    return verifyExport(each(), { sha256, knownHead: null });
  }

  #take(line: string): void {
    if (line === "") {
      this.blanks += 1;
      return;
    }
    const row = readAuditLine(line);
    if (row === null) throw new Error(`Not a row: ${line}`);
    this.rows.push(row);
    this.received += `${line}\n`;
  }
}
