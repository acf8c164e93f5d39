import { monotonicFactory } from "ulid";
import { clock } from "./clock.ts";

const nextUlid = monotonicFactory();

export type IdPrefix =
  | "key"
  | "mgk"
  | "exe"
  | "org"
  | "usr"
  | "aud"
  | "evt"
  | "inv"
  | "cod"
  | "chn"
  | "msg"
  | "wit"
  | "mem"
  | "ses"
  | "acc"
  | "ver"
  | "2fa"
  | "rst"
  | "rep";

/** A new id, `<prefix>_<ulid>` in lower case: sorts by time of making, also within a millisecond. */
export function newId(prefix: IdPrefix): string {
  return `${prefix}_${nextUlid(clock.now().getTime()).toLowerCase()}`;
}
