import { globSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { onTestFinished } from "vitest";

/** The wall clock of processes that are started with `env`; it can be set while they run. The monotonic clock is not changed. */
export class FakeTime {
  readonly env: NodeJS.ProcessEnv;
  readonly #file: string;

  constructor() {
    const folder = mkdtempSync(join(tmpdir(), "excalibur-time-"));
    onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
    this.#file = join(folder, "offset");
    this.set("+0");
    const [library] = globSync("/usr/lib/*/faketime/libfaketime.so.1");
    if (library === undefined) throw new Error("this test needs Debian's package faketime");
    this.env = {
      LD_PRELOAD: library,
      FAKETIME_TIMESTAMP_FILE: this.#file,
      FAKETIME_NO_CACHE: "1",
      FAKETIME_DONT_FAKE_MONOTONIC: "1",
    };
  }

  /** @param offset from the real time, such as `+3650d`. */
  set(offset: string): void {
    writeFileSync(this.#file, offset);
  }
}
