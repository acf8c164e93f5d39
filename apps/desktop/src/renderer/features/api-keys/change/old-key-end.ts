import { MAX_OVERLAP_MS, type RotateKeyInput } from "@excalibur/api/contract";

const HOUR_MS = 60 * 60 * 1000;
const MAX_HOURS = MAX_OVERLAP_MS / HOUR_MS;

/** What a person chooses for the old key of a rotation. */
export interface OldKeyEndValues {
  readonly kind: "now" | "whenMoved" | "at";
  /** In how many hours it ends, as typed, for `at`. */
  readonly hours: string;
}

export const ENDS_NOW: OldKeyEndValues = { kind: "now", hours: "24" };

export const ENDS_WHEN_MOVED: OldKeyEndValues = { kind: "whenMoved", hours: "24" };

/** The instant that the typed hours make; null when they are none that the server takes. */
export function endingAt({ hours }: OldKeyEndValues, now: Date): Date | null {
  const typed = hours.trim();
  const isInRange = /^\d+$/.test(typed) && Number(typed) >= 1 && Number(typed) <= MAX_HOURS;
  return isInRange ? new Date(now.getTime() + Number(typed) * HOUR_MS) : null;
}

export const HOURS_PROBLEM = `A whole number of hours, from 1 to ${MAX_HOURS}.`;

/** What is sent; null when the hours can't be used. */
export function toOldKeyEnd(values: OldKeyEndValues, now: Date): RotateKeyInput["oldKeyEnds"] | null {
  if (values.kind !== "at") return { kind: values.kind };
  const at = endingAt(values, now);
  return at && { kind: "at", at };
}
