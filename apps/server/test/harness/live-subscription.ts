import type { ErrorData } from "@excalibur/api";
import type { LiveChange } from "@excalibur/api/contract";
import superjson, { type SuperJSONResult } from "superjson";
import { expect } from "vitest";
import { eventually } from "./eventually.ts";

/** An open `live.subscribe`, read from its own HTTP answer, message by message. */
export class LiveSubscription {
  readonly #abort = new AbortController();
  readonly changes: LiveChange[] = [];
  /** Everything that came. */
  text = "";
  /** HTTP status of the refusal it ended with. */
  refusedWith = 200;
  /** "finished", the reason of a refusal, or "cut off". */
  readonly ended: Promise<string>;

  private constructor(url: string, headers: Record<string, string>) {
    this.ended = this.#read(url, headers).catch(() => "cut off");
  }

  /** Subscribes, and waits for nothing. */
  static async open(url: string, headers: Record<string, string>): Promise<LiveSubscription> {
    return new LiveSubscription(url, headers);
  }

  /** Waits for the server's message that no later change will be missed. */
  async first(): Promise<this> {
    await eventually(async () => expect(this.changes[0]?.kind).toBe("ready"));
    return this;
  }

  /** Waits until these rows are named among those that changed. */
  async names(kind: "keys" | "executors", id: string): Promise<void> {
    const named = () => this.changes.flatMap((change) => (change.kind === kind ? (change.ids ?? []) : []));
    await eventually(async () => expect(named()).toContain(id));
  }

  /** Waits for a change that looks like this. */
  async tells(change: object): Promise<void> {
    await eventually(async () => expect(this.changes).toContainEqual(expect.objectContaining(change)));
  }

  close(): void {
    this.#abort.abort();
  }

  async #read(url: string, headers: Record<string, string>): Promise<string> {
    const { signal } = this.#abort;
    const response = await fetch(url, { headers: { accept: "text/event-stream", ...headers }, signal });
    const decoder = new TextDecoder();
    let rest = "";
    for await (const chunk of response.body ?? []) {
      const text = decoder.decode(chunk, { stream: true });
      this.text += text;
      const messages = (rest + text).split("\n\n");
      rest = messages.pop() ?? "";
      for (const message of messages) {
        const end = this.#take(message.trim());
        if (end !== null) return end;
      }
    }
    return "cut off";
  }

  /** @returns how it ended, if this message says so. */
  #take(message: string): string | null {
    const event = /^event: (.*)$/m.exec(message)?.[1] ?? "message";
    const data = /^data: (.*)$/m.exec(message)?.[1] ?? "";
    if (event === "return") return "finished";
    if (event === "serialized-error") {
      const error = superjson.deserialize<{ data: ErrorData }>(JSON.parse(data) as SuperJSONResult);
      this.refusedWith = error.data.httpStatus;
      return error.data.reason ?? "fault";
    }
    if (event === "message" && data !== "") {
      this.changes.push(superjson.deserialize<LiveChange>(JSON.parse(data) as SuperJSONResult));
    }
    return null;
  }
}
