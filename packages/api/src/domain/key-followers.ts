import { inNaturalOrder } from "./natural-order.ts";

/** Executors of each kind that are named at most: more than a person reads. */
export const MAX_FOLLOWERS_NAMED = 100;

/** An executor that has moved to a key of its own, and that key. */
export interface MovedFollower {
  name: string;
  keyId: string;
}

/** Executors that have made keys of their own to follow keys that are revoked. Of each kind at most 100, by name. */
export interface KeyFollowers {
  /** Names of those that have not used theirs yet: it is revoked as well. */
  unused: string[];
  /** Those that have moved to theirs, and go on. */
  moved: MovedFollower[];
}

/**
 * The followers of some keys that are revoked.
 * @param keys with the successors that renewals have made of them and no executor has used. @param moved see `MovedFollower`.
 */
export function followersOf(
  keys: readonly { readonly id: string; readonly pendingSuccessors: readonly { readonly executorName: string }[] }[],
  moved: readonly MovedFollower[],
): KeyFollowers {
  const unused = keys.flatMap(({ pendingSuccessors }) => pendingSuccessors.map(({ executorName }) => executorName));
  return followersOfAll(
    [{ unused, moved: [...moved] }],
    keys.map(({ id }) => id),
  );
}

/** The followers of several keys, of which some had followed others: one whose own key is revoked too does not go on. */
export function followersOfAll(parts: readonly KeyFollowers[], revokedIds: readonly string[]): KeyFollowers {
  const revoked = new Set(revokedIds);
  const moved = parts.flatMap((part) => part.moved).filter(({ keyId }) => !revoked.has(keyId));
  const unused = parts.flatMap((part) => part.unused);
  return {
    unused: inNaturalOrder(unused, (name) => name).slice(0, MAX_FOLLOWERS_NAMED),
    moved: inNaturalOrder(moved, ({ name }) => name).slice(0, MAX_FOLLOWERS_NAMED),
  };
}
