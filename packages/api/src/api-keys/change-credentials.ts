import type { Effective, Invalidation, InvalidationScope } from "../ports/credentials.ts";
import type { Stores } from "../ports/data.ts";
import type { Services } from "../ports/services.ts";

/** Says whose credentials the change makes outdated: once at most. It is recorded as the change is committed. */
export type Outdate = (scope: InvalidationScope) => void;

/**
 * Runs a change that may turn a yes to executors into a no. What it outdates is recorded in its own transaction, so that
 * every server process learns of it even if this one ends at once; when this resolves, all of them judge by the change.
 */
export async function changeCredentials<Result>(
  services: Services,
  work: (stores: Stores, outdate: Outdate) => Promise<Result>,
): Promise<{ result: Result; effective: Effective }> {
  const outdated: InvalidationScope[] = [];
  const change = services.data.transact(async (stores) => {
    const recorded: (() => Invalidation)[] = [];
    const outdate: Outdate = (scope) => {
      if (recorded.length > 0) throw new TypeError("A change outdates credentials once");
      recorded.push(stores.invalidations.record(scope));
      outdated.push(scope);
    };
    return { result: await work(stores, outdate), recorded };
  });
  try {
    const { result, recorded } = await change;
    return { result, effective: await settle(services, recorded[0]?.()) };
  } catch (error) {
    // It may be committed all the same, when the answer to COMMIT was lost or the disk refused what others can read already.
    for (const scope of outdated) services.credentials.forget(scope);
    throw error;
  }
}

async function settle(services: Services, invalidation: Invalidation | undefined): Promise<Effective> {
  if (invalidation === undefined) return { at: services.now(), acknowledged: 0, expiredLeases: 0 };
  return services.credentials.settle(invalidation);
}
