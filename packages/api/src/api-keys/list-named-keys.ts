import type { ApiKeyView, ListNamedKeysInput } from "../contract/api-keys.ts";
import { DEFAULT_PAGE_SIZE } from "../contract/fields.ts";
import { readCursor, takePage } from "../domain/paging.ts";
import type { MemberRequest } from "../ports/services.ts";
import { presentKey } from "./present-key.ts";

/** A key with the external id that a program gave it. */
export interface NamedKeyView {
  externalId: string;
  key: ApiKeyView;
}

/** One page of the keys that have an external id, in the order of these ids. */
export async function listNamedKeys(
  { services, member }: MemberRequest,
  { cursor, limit = DEFAULT_PAGE_SIZE }: ListNamedKeysInput,
): Promise<{ items: NamedKeyView[]; nextCursor: string | null }> {
  const { apiKeys } = services.data;
  const organizationId = member.organization.id;
  const after = readCursor(cursor)?.id ?? null;
  const rows = await apiKeys.externalIds(organizationId, { after, limit: limit + 1 });
  const { items, nextCursor } = takePage(rows, limit, ({ externalId }) => ({ value: null, id: externalId }));
  const keys = await apiKeys.many(
    organizationId,
    items.map(({ keyId }) => keyId),
  );
  const byId = new Map(keys.map((key) => [key.id, key]));
  const now = services.now();
  return {
    items: items.flatMap(({ externalId, keyId }) => {
      const key = byId.get(keyId);
      return key === undefined ? [] : [{ externalId, key: presentKey(key, now) }];
    }),
    nextCursor,
  };
}
