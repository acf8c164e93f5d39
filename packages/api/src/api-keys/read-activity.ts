import { MAX_SHOWN_SOURCES, type ActivityView, type KeySourceView } from "../contract/activity.ts";
import { firstKeptHour } from "../domain/minute-series.ts";
import { newNetworks } from "../domain/new-networks.ts";
import { refuse } from "../domain/refusal.ts";
import type { MemberRequest, Services } from "../ports/services.ts";

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

/** From where a key is used: those used latest, at most `limit`, and how many there are in all. */
export async function readSources(
  { data: { activity, apiKeys }, now }: Pick<Services, "data" | "now">,
  of: { readonly organizationId: string; readonly keyId: string; readonly executorName: string | null },
  limit: number,
): Promise<{ items: KeySourceView[]; total: number }> {
  const [{ items, total }, networks] = await Promise.all([
    activity.sources(of, limit),
    apiKeys.networks(of.organizationId, [of.keyId]),
  ]);
  const isNew = newNetworks(networks.get(of.keyId) ?? [], now());
  return {
    items: items.map(({ executorName, address, network, firstAt, lastAt, uses }) => ({
      executorName,
      address,
      firstAt,
      lastAt,
      uses,
      isNew: isNew.has(network),
    })),
    total,
  };
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
  const { activity } = services.data;
  const organizationId = member.organization.id;
  const now = services.now();
  const hours = await activity.hours(organizationId, subjectId, firstKeptHour(now));
  if (keyId === null) return { serverTime: now, sources: [], sourcesTotal: 0, tries: [], hours };
  const of = { organizationId, keyId, executorName };
  const [sources, tries] = await Promise.all([readSources(services, of, MAX_SHOWN_SOURCES), activity.tries(of)]);
  return {
    serverTime: now,
    sources: sources.items,
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
