import type { ApiKeyView } from "@excalibur/api/contract";

/** A key for tests, with whatever a test cares about. */
export function testKey(id: string, facts: Partial<ApiKeyView> = {}): ApiKeyView {
  return {
    id,
    name: id,
    hint: "exc_a1B2",
    status: "active",
    createdAt: new Date(0),
    createdBy: { id: "usr_1", name: "Ada" },
    expiresAt: null,
    lastUsedAt: null,
    revokedAt: null,
    target: { kind: "newExecutor" },
    usedBy: { total: 0, executors: [] },
    replacesKeyId: null,
    replacedByKeyId: null,
    ...facts,
  };
}
