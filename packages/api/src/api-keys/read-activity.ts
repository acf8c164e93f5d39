import { MAX_SHOWN_SOURCES, type ActivityView } from "../contract/activity.ts";
import { firstKeptHour } from "../domain/minute-series.ts";
import { newNetworks } from "../domain/new-networks.ts";
import { refuse } from "../domain/refusal.ts";
import type { MemberRequest } from "../ports/services.ts";

/**
 * From where a key is used and was refused, and its last 7 days.
 * @throws Refusal `key_not_found`.
 */
export async function readKeyActivity(request: MemberRequest, id: string): Promise<ActivityView> {
  const { services, member } = request;
  if ((await services.data.apiKeys.find(member.organization.id, id)) === null) throw refuse("key_not_found");
  return readActivity(request, { subjectId: id, keyId: id, executorName: null });
}

/**
 * The same of an executor, with the key that it is bound to.
 * @throws Refusal `executor_not_found`.
 */
export async function readExecutorActivity(request: MemberRequest, id: string): Promise<ActivityView> {
  const { services, member } = request;
  const executor = await services.data.executors.find(member.organization.id, id, services.now());
  if (executor === null) throw refuse("executor_not_found");
  return readActivity(request, { subjectId: id, keyId: executor.boundKeyId, executorName: executor.name });
}

interface Subject {
  readonly subjectId: string;
  /** Null: it is bound to none. */
  readonly keyId: string | null;
  readonly executorName: string | null;
}

async function readActivity(
  { services, member }: MemberRequest,
  { subjectId, keyId, executorName }: Subject,
): Promise<ActivityView> {
  const { activity, apiKeys } = services.data;
  const organizationId = member.organization.id;
  const now = services.now();
  const hours = await activity.hours(organizationId, subjectId, firstKeptHour(now));
  if (keyId === null) return { serverTime: now, sources: [], sourcesTotal: 0, tries: [], hours };
  const of = { organizationId, keyId, executorName };
  const [sources, tries, networks] = await Promise.all([
    activity.sources(of, MAX_SHOWN_SOURCES),
    activity.tries(of),
    apiKeys.networks(organizationId, [keyId]),
  ]);
  const isNew = newNetworks(networks.get(keyId) ?? [], now);
  return {
    serverTime: now,
    sources: sources.items.map((source) => ({
      executorName: source.executorName,
      address: source.address,
      firstAt: source.firstAt,
      lastAt: source.lastAt,
      uses: source.uses,
      isNew: isNew.has(source.network),
    })),
    sourcesTotal: sources.total,
    tries: tries.map(({ at, executorName: name, address, host, version, reason, tries: count }) => ({
      at,
      executorName: name,
      address,
      host,
      version,
      reason,
      tries: count,
    })),
    hours,
  };
}
