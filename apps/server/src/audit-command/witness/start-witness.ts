import { readFileSync } from "node:fs";
import { clock } from "../../clock.ts";
import { EXIT_UNUSABLE } from "../verify-export.ts";
import { LogServer } from "./log-server.ts";
import { lockFolder } from "./lock-folder.ts";
import { runWitness } from "./run-witness.ts";
import { SeenLog } from "./seen-log.ts";
import { EXIT_TRY_AGAIN, TryAgain, WitnessFailure } from "./witness-failure.ts";
import { readSigner } from "./witness-files.ts";

interface Options {
  readonly folder: string;
  readonly url: string;
  readonly keyFile: string;
  readonly isOnce: boolean;
  readonly say: (words: string) => void;
}

/** Runs a witness until it is told to stop, or with `isOnce` until all is signed. @throws WitnessFailure. */
export async function startWitness({ folder, url, keyFile, isOnce, say }: Options): Promise<void> {
  const signer = readSigner(folder);
  const server = new LogServer(url, readSecret(keyFile));
  const stopping = new AbortController();
  for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, () => stopping.abort());
  const lock = await lockFolder(folder);
  let seen: SeenLog | null = null;
  try {
    seen = new SeenLog(folder);
    const pause = (ms: number) => pauseFor(ms, stopping.signal);
    await runWitness({
      server,
      seen,
      signer,
      now: clock.now,
      say,
      pause,
      signal: stopping.signal,
      isOnce,
    });
  } catch (error) {
    throw error instanceof TryAgain ? new WitnessFailure(EXIT_TRY_AGAIN, error.message) : error;
  } finally {
    seen?.close();
    lock.release();
  }
}

function readSecret(file: string): string {
  try {
    return readFileSync(file, "utf8").trim();
  } catch {
    throw new WitnessFailure(EXIT_UNUSABLE, `The file with the management key can't be read: ${file}`);
  }
}

function pauseFor(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) return resolve();
    const done = () => {
      callOff();
      signal.removeEventListener("abort", done);
      resolve();
    };
    const callOff = clock.after(ms, done);
    signal.addEventListener("abort", done);
  });
}
