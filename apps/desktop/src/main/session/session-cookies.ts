import { z } from "zod";
import { readSetCookie, type ServerCookie } from "./read-set-cookie.ts";

/** What keeps text between two starts of the app, unreadable for others; nothing where the system offers no such place. */
export interface SealedFile {
  /** Whether what is written can be read by the next run. */
  isKept(): Promise<boolean>;
  /** The text as last written; null when there is none or it can't be decrypted. */
  read(): Promise<string | null>;
  write(text: string): Promise<void>;
}

const storedCookies = z.record(
  z.string(),
  z.array(z.object({ name: z.string(), value: z.string(), expiresAt: z.number().nullable() })),
);

/** The cookies of each server, held by main alone and sent to the origin that set them, to no other. */
export class SessionCookies {
  readonly #byOrigin = new Map<string, Map<string, ServerCookie>>();
  readonly #file: SealedFile;
  readonly #now: () => number;
  #writing: Promise<void> = Promise.resolve();
  #restoring: Promise<void> = Promise.resolve();

  constructor(file: SealedFile, now: () => number) {
    this.#file = file;
    this.#now = now;
  }

  /** Takes up the cookies of the last run. A file of another version counts as none. */
  restore(): Promise<void> {
    this.#restoring = this.#restore();
    return this.#restoring;
  }

  /** Resolves when the cookies of the last run were taken up, so that no request goes without them. */
  async restored(): Promise<void> {
    await this.#restoring;
  }

  async #restore(): Promise<void> {
    const text = await this.#file.read();
    if (text === null) return;
    const stored = storedCookies.safeParse(parseJson(text));
    for (const [origin, cookies] of Object.entries(stored.data ?? {})) {
      this.#byOrigin.set(origin, new Map(cookies.map((cookie) => [cookie.name, cookie])));
    }
  }

  /** The `Cookie` header for an origin; null when it has set none that still lives. */
  header(origin: string): string | null {
    const cookies = [...(this.#byOrigin.get(origin)?.values() ?? [])].filter((cookie) => !this.#hasExpired(cookie));
    return cookies.length === 0 ? null : cookies.map(({ name, value }) => `${name}=${value}`).join("; ");
  }

  /** Applies an answer's `Set-Cookie` headers, and stores the cookies for the next start. */
  absorb(origin: string, setCookies: readonly string[]): void {
    if (setCookies.length === 0) return;
    const cookies = this.#byOrigin.get(origin) ?? new Map<string, ServerCookie>();
    for (const header of setCookies) {
      const cookie = readSetCookie(header, this.#now());
      if (cookie === null) continue;
      if (this.#hasExpired(cookie)) cookies.delete(cookie.name);
      else cookies.set(cookie.name, cookie);
    }
    this.#byOrigin.set(origin, cookies);
    this.#keep();
  }

  /** Gives up the session of an origin, here and at the next start. */
  forget(origin: string): void {
    if (this.#byOrigin.delete(origin)) this.#keep();
  }

  /** Whether the next run of the app takes them up. */
  areKept(): Promise<boolean> {
    return this.#file.isKept();
  }

  /** Resolves when everything absorbed so far is kept. */
  async saved(): Promise<void> {
    await this.#writing;
  }

  #hasExpired({ expiresAt }: ServerCookie): boolean {
    return expiresAt !== null && expiresAt <= this.#now();
  }

  #keep(): void {
    const stored = [...this.#byOrigin].map(([origin, cookies]) => [origin, [...cookies.values()]] as const);
    const text = JSON.stringify(Object.fromEntries(stored));
    // One write after the other. One that fails costs a sign-in at the next start and nothing else.
    this.#writing = this.#writing.then(() => this.#file.write(text)).catch(() => {});
  }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
