import type { ChangeOrigin } from "../domain/audit-actions.ts";
import type { KeyPolicy } from "../domain/key-policy.ts";

/** A key whose end a policy moves. */
export interface MovedKey {
  readonly id: string;
  readonly name: string;
  /** When it ends without the policy; null: it does not. */
  readonly endedAt: Date | null;
  readonly endsAt: Date | null;
}

/** What a policy does to the keys of its organization. */
export interface PolicyEffect {
  /** Keys that end earlier than before: how many, those among them that end at once, and the first to end. */
  readonly shortened: { readonly total: number; readonly ended: number; readonly keys: readonly MovedKey[] };
  /** Keys that end later than before. */
  readonly lengthened: number;
}

/** A key that was not used for long. */
export interface UnusedKey {
  readonly id: string;
  readonly name: string;
  /** When it was last used, or else made. */
  readonly lastUsedAt: Date;
}

/** The policies of organizations. Every method names the organization. */
export interface PolicyReads {
  find(organizationId: string): Promise<KeyPolicy>;
  /** What a policy would do to the keys that have not ended. @param shown keys that are named at most. */
  effectOf(organizationId: string, policy: KeyPolicy, now: Date, shown: number): Promise<PolicyEffect>;
  /** Ids of all keys that a policy would end at once: at most `limit`. */
  idsEndedBy(organizationId: string, policy: KeyPolicy, now: Date, limit: number): Promise<string[]>;
  /** Keys that end not before `now`, are not warned about, and were last used at `usedUntil` or before: the oldest use first. */
  unused(
    organizationId: string,
    { policy, usedUntil, now, limit }: { policy: KeyPolicy; usedUntil: Date; now: Date; limit: number },
  ): Promise<{ total: number; keys: UnusedKey[] }>;
  /** Keys that have not ended and that a policy exempts, by name. @param shown keys that are named at most. */
  exempt(
    organizationId: string,
    policy: KeyPolicy,
    now: Date,
    shown: number,
  ): Promise<{ total: number; keys: { id: string; name: string }[] }>;
}

export interface PolicyWrites extends PolicyReads {
  /** The policy, locked until the transaction ends: no key is issued or changed under it meanwhile. */
  findForUpdate(organizationId: string): Promise<KeyPolicy>;
  /**
   * Puts a policy into force: its row, the ends of the keys that have not ended, its audit row, and that every server process
   * judges by it before the change returns. No key that has ended lives again.
   */
  update(organization: { id: string; name: string }, policy: KeyPolicy, origin: ChangeOrigin): Promise<void>;
}
