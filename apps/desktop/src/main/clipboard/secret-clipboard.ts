import { createHash } from "node:crypto";

/** The system's clipboard. Synchronous in older versions of Electron, asynchronous in newer ones. */
export interface ClipboardPort {
  readText(): string | Promise<string>;
  writeText(text: string): void | Promise<void>;
}

/** Puts secrets on the clipboard and takes them off again, unless something else has been copied since. */
export class SecretClipboard {
  readonly clearsAfterMs: number;
  readonly #clipboard: ClipboardPort;
  /** Holds only a fingerprint, so that the secret is not in memory longer than on the clipboard. */
  #pending: { fingerprint: string; timer: NodeJS.Timeout } | null = null;

  constructor(clipboard: ClipboardPort, clearsAfterMs: number) {
    this.#clipboard = clipboard;
    this.clearsAfterMs = clearsAfterMs;
  }

  /** Whether a secret of ours may still be on the clipboard. */
  get containsSecret(): boolean {
    return this.#pending !== null;
  }

  async copy(secret: string): Promise<void> {
    this.#stopTimer();
    await this.#clipboard.writeText(secret);
    const timer = setTimeout(() => void this.clearIfOurs(), this.clearsAfterMs);
    this.#pending = { fingerprint: fingerprintOf(secret), timer };
  }

  /** Clears the clipboard now if it still holds our secret. */
  async clearIfOurs(): Promise<void> {
    const pending = this.#pending;
    if (pending === null) return;
    this.#stopTimer();
    const text = await this.#clipboard.readText();
    if (fingerprintOf(text) === pending.fingerprint) await this.#clipboard.writeText("");
  }

  #stopTimer(): void {
    if (this.#pending !== null) clearTimeout(this.#pending.timer);
    this.#pending = null;
  }
}

function fingerprintOf(text: string): string {
  return createHash("sha256").update(text).digest("hex");
}
