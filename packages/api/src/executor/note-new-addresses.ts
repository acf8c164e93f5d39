import { change } from "../changes/change.ts";
import { isNewsOfNetwork } from "../domain/new-networks.ts";
import type { KeySource } from "../ports/credentials.ts";
import type { Services } from "../ports/services.ts";

/** Keys that are looked at with one read. */
const AT_ONCE = 500;

/**
 * Writes an event `api_key.new_address` for each key that is used from a network for the first time: once, also
 * when several processes see it, and never for the network of its very first use. Meant for uses that were just stored and may be the first.
 */
export async function noteNewAddresses(
  services: Pick<Services, "data" | "runChange">,
  sources: readonly KeySource[],
): Promise<void> {
  for (const organizationId of new Set(sources.map((source) => source.organizationId))) {
    const some = sources.filter((source) => source.organizationId === organizationId);
    for (let start = 0; start < some.length; start += AT_ONCE) {
      await noteSome(services, organizationId, some.slice(start, start + AT_ONCE));
    }
  }
}

async function noteSome(
  services: Pick<Services, "data" | "runChange">,
  organizationId: string,
  sources: readonly KeySource[],
): Promise<void> {
  const keyIds = [...new Set(sources.map(({ keyId }) => keyId))];
  const known = await services.data.apiKeys.networks(organizationId, keyIds);
  const noted = new Set<string>();
  for (const source of sources) {
    const { keyId, executorId, executorName, address, network, firstAt } = source;
    const id = `${keyId} ${network}`;
    if (noted.has(id) || !isNewsOfNetwork(known.get(keyId) ?? [], source)) continue;
    noted.add(id);
    const about = { organizationId, executorId, executorName, keyId, at: firstAt };
    await change({ services }, async (tx) => {
      await tx.events.append({ ...about, type: "api_key.new_address", level: "info", details: { address, network } });
    });
  }
}
