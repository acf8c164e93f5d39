import { setTimeout as sleep } from "node:timers/promises";
import { failureOf } from "@excalibur/client";

const MAX_WAIT_SECONDS = 120;
const MAX_TRIES = 20;

/** Makes a call that may be made again, and waits as long as the server asks for when it is asked too much at once. */
export async function patiently<Result>(
  call: () => Promise<Result>,
  note: (text: string) => void,
  tries = MAX_TRIES,
): Promise<Result> {
  try {
    return await call();
  } catch (error) {
    const failure = failureOf(error);
    const seconds = failure?.kind === "refused" ? failure.retryAfterSeconds : null;
    if (seconds === null || tries <= 1) throw error;
    const wait = Math.min(Math.max(1, seconds), MAX_WAIT_SECONDS);
    note(`excalibur: the server asks to wait for ${wait} s\n`);
    await sleep(wait * 1_000);
    return patiently(call, note, tries - 1);
  }
}
