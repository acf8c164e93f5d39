import type { Labels } from "./labels.ts";

/** What a key is for, and what people wrote about it. */
export interface InheritedFacts<Owner> {
  readonly organizationId: string;
  readonly note: string;
  readonly labels: Labels;
  readonly owner: Owner | null;
  readonly targetExecutorId: string | null;
  readonly targetExecutorName: string | null;
  readonly targetExecutorKind: string | null;
  readonly revokePrevious: boolean;
}

/**
 * What a successor has of the key that it replaces, however it came about. Its name, secret and expiry are up to the rule that
 * makes it.
 */
export function inheritedBySuccessor<Owner>(old: InheritedFacts<Owner> & { readonly id: string }) {
  const { organizationId, note, labels, owner, targetExecutorId, targetExecutorName, targetExecutorKind } = old;
  return {
    organizationId,
    note,
    labels,
    owner,
    targetExecutorId,
    targetExecutorName,
    targetExecutorKind,
    revokePrevious: old.revokePrevious,
    replacesKeyId: old.id,
  };
}
