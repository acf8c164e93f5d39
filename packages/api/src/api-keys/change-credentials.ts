import type { Effective, Invalidation, InvalidationScope } from "../ports/credentials.ts";
import type { Stores } from "../ports/data.ts";
import type { Services } from "../ports/services.ts";

interface Change<Result> {
  readonly result: Result;
  /** Whose credentials the change makes outdated; `null` when nobody's. */
  readonly outdates: InvalidationScope | null;
}

/**
 * Runs a change that may turn a yes to executors into a no. What it outdates is recorded in its own transaction, so that
 * every server process learns of it even if this one ends at once; when this resolves, all of them judge by the change.
 */
export async function changeCredentials<Result>(
  services: Services,
  work: (stores: Stores) => Promise<Change<Result>>,
): Promise<{ result: Result; effective: Effective }> {
  const { result, invalidation } = await services.data.transact(async (stores) => {
    const change = await work(stores);
    // Last, since it makes other invalidations wait until the transaction ends.
    return { result: change.result, invalidation: await record(stores, change.outdates) };
  });
  return { result, effective: await settle(services, invalidation) };
}

async function record(stores: Stores, outdates: InvalidationScope | null): Promise<Invalidation | null> {
  return outdates === null ? null : stores.invalidations.record(outdates);
}

async function settle(services: Services, invalidation: Invalidation | null): Promise<Effective> {
  if (invalidation === null) return { at: services.now(), acknowledged: 0, expiredLeases: 0 };
  return services.credentials.settle(invalidation);
}
