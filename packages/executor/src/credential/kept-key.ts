import type { CandidateStore } from "./candidate-file.ts";
import type { CredentialSource } from "./credential-source.ts";
import { unusable } from "./key-problem.ts";
import {
  keyInUse,
  mergeStored,
  readRenewalState,
  renews,
  withAcceptance,
  withCandidate,
  writeRenewalState,
} from "./renewal-state.ts";
import type { RenewalState } from "./renewal-state.ts";

/** What came of looking for the state that was stored. */
export type StoredState =
  | { readonly kind: "read"; readonly text: string | null }
  /** What it was a while ago, or nothing, since the storage is away: it is looked for again at the next reading. */
  | { readonly kind: "away"; readonly text: string | null }
  | { readonly kind: "unusable"; readonly problem: string };

/** A place beside the key's source for the key that has taken its place. */
export interface StateStorage {
  /** For people: `the state directory /var/lib/excalibur/prod-1`. */
  readonly name: string;
  /**
   * Whether to store that a secret has taken the place of the key. Where not, that is stored with the next renewal: at a start
   * the newest secret is tried first.
   */
  readonly storesAdoption: boolean;
  load(): Promise<StoredState>;
  /** Returns once no crash can lose the text. @throws what the storage says. */
  store(text: string): Promise<void>;
  /** Tries whether `store` would work, and leaves nothing behind. @throws as `store` does. */
  probe(): Promise<void>;
  /** Why what it keeps would not last, as a sentence; null where nothing is known against it. */
  lifetimeProblem(): Promise<string | null>;
}

/**
 * A key whose source stays as it is when the key is renewed. The storage then holds the key in use, and from which content of
 * the source it descends: once the source holds another key, that one is used.
 */
export function keptKey(source: CredentialSource, storage: StateStorage): CredentialSource {
  let state: RenewalState | null = null;
  /** Whether the storage need not be read: it holds what this process knows. */
  let isKnown = false;
  /** Whether `state` is at least as new as what is stored. */
  let isCurrent = false;
  /** @returns why what is stored can't be used; null when it can, or is away. */
  const load = async (): Promise<string | null> => {
    const stored = await storage.load();
    if (stored.kind === "unusable") return stored.problem;
    const read = stored.text === null ? null : readRenewalState(stored.text);
    state = isCurrent ? mergeStored(state, read) : (read ?? state);
    isKnown = stored.kind === "read";
    isCurrent ||= isKnown;
    return null;
  };
  const store = async (next: RenewalState) => {
    isKnown = false;
    await storage.store(writeRenewalState(next));
    state = next;
    isKnown = isCurrent = true;
  };
  const candidates: CandidateStore = {
    name: storage.name,
    async read(key) {
      if (!isKnown) await load();
      return renews(state, key) && state?.next != null ? { kind: "candidate", secret: state.next } : { kind: "none" };
    },
    write: async (candidate, key, accepted) => store(withCandidate(state, key, { candidate, accepted })),
    async adopt(candidate, accepted) {
      if (state === null) return;
      const adopted = { ...state, key: candidate, next: null, accepted };
      if (storage.storesAdoption) return store(adopted);
      state = adopted;
      isCurrent = true;
    },
    async keepAccepted(key, accepted) {
      if (!isKnown) await load();
      // What is stored and can't be read may hold a secret that this process does not know.
      if (isKnown) await store(withAcceptance(state, key, accepted));
    },
    async acceptedBy(key) {
      if (!isKnown) await load();
      return renews(state, key) ? (state?.accepted ?? null) : null;
    },
    async discard() {
      if (state?.next != null) await store({ ...state, next: null });
    },
    probe: () => storage.probe(),
    lifetimeProblem: () => storage.lifetimeProblem(),
  };
  return {
    sourceName: source.sourceName,
    candidates,
    async read() {
      const reading = await source.read();
      if (reading.kind === "unusable") return reading;
      const problem = isKnown ? null : await load();
      if (problem !== null) return unusable(`${storage.name}: ${problem}`);
      return { kind: "key", secret: keyInUse(state, reading.secret) };
    },
    ...(source.watch === undefined ? {} : { watch: source.watch.bind(source) }),
  };
}
