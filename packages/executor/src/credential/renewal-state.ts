import { parseSecret } from "@excalibur/api/contract";
import { hashOf } from "./candidate-file.ts";

/** What is kept of a key that was renewed while its source stayed as it was. */
export interface RenewalState {
  /** SHA-256 of the key in the source that all of this descends from. */
  readonly source: string;
  /** The key that has taken the place of that one; null while it is still in use. */
  readonly key: string | null;
  /** A secret that renews the key in use, or has renewed it; null when there is none. */
  readonly next: string | null;
  /** Who accepted the key in use; null where that is not known. */
  readonly accepted: string | null;
}

/** As it is stored: a word and a value on each line. */
export function writeRenewalState({ source, ...others }: RenewalState): string {
  const { key, next, accepted } = others;
  const known = Object.entries({ key, next, accepted }).filter(([, value]) => value !== null);
  return [["source", source], ...known].map(([name, value]) => `${name} ${value}`).join("\n");
}

/** Reads what `writeRenewalState` wrote. @returns null for anything else. */
export function readRenewalState(text: string): RenewalState | null {
  const values = new Map(text.split("\n").map((line) => line.split(" ", 2) as [string, string | undefined]));
  const secret = (name: string) => parseSecret(values.get(name) ?? "");
  const source = values.get("source");
  if (source === undefined) return null;
  return { source, key: secret("key"), next: secret("next"), accepted: values.get("accepted") ?? null };
}

/**
 * The key in use: what the source holds, unless the state descends from exactly that. Where a person has changed the source
 * since then, it wins.
 */
export function keyInUse(state: RenewalState | null, ofSource: string): string {
  return state?.source === hashOf(ofSource) && state.key !== null ? state.key : ofSource;
}

/** Whether the secret that is kept renews this key. */
export function renews(state: RenewalState | null, key: string): boolean {
  return state !== null && (state.key === null ? state.source === hashOf(key) : state.key === key);
}

/** The state with a secret for the renewal of this key, before the server is asked. @param accepted who accepts the key. */
export function withCandidate(
  state: RenewalState | null,
  key: string,
  { candidate, accepted }: { readonly candidate: string; readonly accepted: string | null },
): RenewalState {
  return state !== null && state.key === key
    ? { ...state, next: candidate, accepted }
    : { source: hashOf(key), key: null, next: candidate, accepted };
}

/** The state with who accepts this key. Of a key in the source from which it does not descend it is another state. */
export function withAcceptance(state: RenewalState | null, key: string, accepted: string): RenewalState {
  return state !== null && renews(state, key)
    ? { ...state, accepted }
    : { source: hashOf(key), key: null, next: null, accepted };
}

/**
 * What is in force once the storage was read again. It may not say yet that its newest secret has taken the place of the key, which
 * this process knows.
 */
export function mergeStored(known: RenewalState | null, stored: RenewalState | null): RenewalState | null {
  if (known === null || stored === null) return known ?? stored;
  const isAdopted = stored.next !== null && stored.next === known.key;
  const current = isAdopted ? { ...known, next: null } : stored;
  return current.source === known.source && current.key === known.key ? current : known;
}
