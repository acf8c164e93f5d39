import {
  CANNOT_RENEW,
  CODE_STATUSES,
  EVENT_LEVELS,
  EXECUTOR_EVENT_TYPES,
  EXECUTOR_KINDS,
  KEY_STATUSES,
} from "@excalibur/api/contract";
import { z } from "zod";

export const instant = z.iso.datetime().meta({ description: "An instant (RFC 3339, UTC)." });
export const count = z.int().min(0);
export const named = z.object({ id: z.string(), name: z.string() });

const labels = z.record(z.string(), z.string()).meta({ description: "What people set on it to find it by." });

export const apiKey = z.object({
  id: z.string(),
  name: z.string(),
  hint: z.string().meta({ description: "The secret's first 8 characters." }),
  note: z.string(),
  labels,
  owner: z.object({ id: z.string(), userId: z.string(), name: z.string() }).nullable().meta({
    description: "The member who answers for the key; null once they have left and no other member took it over.",
  }),
  status: z.enum(KEY_STATUSES),
  createdAt: instant,
  createdBy: named.nullable(),
  expiresAt: instant.nullable().meta({ description: "As the key was issued; null: never." }),
  effectiveExpiresAt: instant.nullable().meta({ description: "When the key ends by itself: expiresAt, or earlier." }),
  retiresAt: instant.nullable().meta({ description: "When the key ends because it was rotated." }),
  retiresWhenMoved: z
    .boolean()
    .meta({ description: "Whether it was rotated and ends once its last executor has moved to another key." }),
  unusedEndsAt: instant
    .nullable()
    .meta({ description: "When the policy has the key end because it is unused; its next use takes that back." }),
  renewing: count.meta({ description: "How many of its executors are told to renew it and have not done so." }),
  unused: z
    .object({ executorName: z.string(), until: instant })
    .nullable()
    .meta({ description: "Of a successor that its executor has not used yet: when it ends unless it is used." }),
  renewedAt: instant
    .nullable()
    .meta({ description: "When an executor moved to it because it had renewed the key before; null: made otherwise." }),
  lastUsedAt: instant.nullable(),
  revokedAt: instant.nullable(),
  revokedReason: z.string().nullable(),
  pausedUntil: instant
    .nullable()
    .meta({ description: "Until when it is refused for a while; null: it is not paused." }),
  target: z
    .object({
      kind: z.string().meta({ description: "newExecutor, executor or name." }),
      id: z.string().optional(),
      name: z.string().optional(),
      executorKind: z.enum(EXECUTOR_KINDS).nullable().optional(),
    })
    .meta({ description: "What the key was made for." }),
  usedBy: z.object({
    total: count,
    executors: z.array(z.object({ id: z.string(), name: z.string(), lastSeenAt: instant })),
  }),
  lastRefusal: z
    .object({ at: instant, reason: z.string(), executorName: z.string() })
    .nullable()
    .meta({ description: "When the key was last presented and refused, and why." }),
  replacesKeyId: z.string().nullable(),
  replacedByKeyId: z.string().nullable(),
});

export const executor = z.object({
  id: z.string(),
  name: z.string(),
  kind: z.enum(EXECUTOR_KINDS),
  version: z.string(),
  note: z.string(),
  labels,
  host: z.string().nullable(),
  state: z.string(),
  refusal: z
    .object({ reason: z.string(), since: instant, lastAt: instant })
    .nullable()
    .meta({ description: "Why it is refused, since when, and its last try; null unless it is." }),
  online: z.boolean(),
  onlineSince: instant.nullable(),
  firstSeenAt: instant,
  lastSeenAt: instant,
  boundKey: z
    .object({ id: z.string(), name: z.string(), status: z.enum(KEY_STATUSES), renewedAt: instant.nullable() })
    .nullable(),
  pendingKey: z.object({ id: z.string(), name: z.string(), unusedUntil: instant.nullable() }).nullable(),
  renewal: z
    .object({
      askedFrom: instant.nullable().meta({ description: "From when on it is told to; null: the policy asks for it." }),
      cannotRenew: z.enum(CANNOT_RENEW).nullable(),
      contestedAt: instant.nullable(),
    })
    .nullable()
    .meta({ description: "That it is told to renew its key, and why it can't; null unless it is told." }),
  instances: z.array(z.object({ host: z.string().nullable(), address: z.string().nullable(), firstSyncAt: instant })),
});

export const activity = z.object({
  serverTime: instant,
  sources: z
    .array(
      z.object({
        executorName: z.string(),
        address: z.string(),
        firstAt: instant,
        lastAt: instant,
        uses: count,
        isNew: z
          .boolean()
          .meta({ description: "Whether the address's network (/24, /48) was new for the key lately." }),
      }),
    )
    .meta({ description: "From where the key was used: the 100 latest." }),
  sourcesTotal: count,
  tries: z
    .array(
      z.object({
        at: instant,
        executorName: z.string(),
        address: z.string(),
        host: z.string().nullable(),
        version: z.string(),
        reason: z.string(),
        tries: count.meta({ description: "How many within some seconds were alike." }),
      }),
    )
    .meta({ description: "The last 100 refusals, the latest first." }),
  hours: z
    .array(z.object({ at: instant, syncs: count, refused: count }))
    .meta({ description: "Hours of the last 7 days with a sync or a refusal." }),
});

export const receipt = z.object({
  enforcedAt: instant.meta({ description: "Since when no server process accepts the key." }),
  acknowledged: count.meta({ description: "Server processes that said they dropped the key." }),
  expiredLeases: count.meta({ description: "Server processes that were silent and whose lease ran out." }),
});

export const event = z.object({
  id: z.string(),
  type: z.enum(EXECUTOR_EVENT_TYPES),
  level: z.enum(EVENT_LEVELS),
  at: instant,
  executor: named,
  keyId: z.string().nullable(),
  details: z.record(z.string(), z.unknown()),
});

export const auditRow = z.object({
  id: z.string(),
  sequence: z.int().min(1).meta({ description: "The row's number in the organization's chain." }),
  at: instant,
  actor: z.object({
    kind: z.string(),
    id: z.string().nullable(),
    name: z.string(),
    email: z.string().nullable(),
    role: z.string().nullable(),
  }),
  action: z.string(),
  target: z.object({ kind: z.string(), id: z.string(), name: z.string() }),
  details: z.record(z.string(), z.unknown()),
  sourceAddress: z.string().nullable(),
  hash: z.string().meta({ description: "SHA-256 over the row and the one before it, hexadecimal." }),
});

export const auditVerification = z.object({
  ok: z.boolean(),
  checked: count.meta({ description: "Rows found unbroken, from the first one on." }),
  head: z.string().meta({ description: "Hash of the last of them: keep it, and give it to a later verification." }),
  firstBad: z.object({ id: z.string().nullable(), sequence: z.int(), problem: z.string() }).nullable(),
  cosigned: z
    .array(z.object({ witness: z.string(), sequence: z.int().min(1), at: instant }))
    .meta({ description: "The last head in the log that each witness has co-signed." }),
});

export const nextCursor = z
  .string()
  .nullable()
  .meta({ description: "Send it as cursor for the next page; null: this is the last one." });

export const keyPage = z.object({
  items: z.array(apiKey),
  nextCursor,
  total: count,
  counts: z.object({ active: count, expired: count, revoked: count }),
});
export const namedKeyPage = z.object({
  items: z.array(z.object({ externalId: z.string(), key: apiKey })),
  nextCursor,
});
export const executorPage = z.object({
  items: z.array(executor),
  nextCursor,
  counts: z.object({ online: count, duplicated: count, refused: count, offline: count }),
});
export const eventPage = z.object({ items: z.array(event), nextCursor });
export const auditPage = z.object({ items: z.array(auditRow), nextCursor });

const secret = z.string().nullable().meta({
  description:
    "The key's secret, in this answer only. Null: the caller made it and sent its hash, or the key was there already.",
});
export const createdKey = z.object({ key: apiKey, secret });
export const ensuredKey = z.object({ key: apiKey, externalId: z.string(), created: z.boolean(), secret });
export const rotatedKey = z.object({ key: apiKey, secret, replaced: apiKey });
export const pausedKey = z.object({ key: apiKey, receipt });
const followers = z
  .object({ unused: z.array(z.string()), moved: z.array(z.object({ name: z.string(), keyId: z.string() })) })
  .meta({
    description:
      "Executors that have made keys to follow a revoked one, at most 100 of each: unused keys are revoked with it; executors that have moved go on.",
  });
export const revokedKey = z.object({ key: apiKey, receipt, followers });
export const keysPreview = z.object({
  ids: z.array(z.string()),
  counts: z.object({ active: count, expired: count, revoked: count }),
  online: z
    .object({ total: count, executors: z.array(named.extend({ lastSeenAt: instant })) })
    .meta({ description: "Executors that are online with one of the active keys; at most 100 are named." }),
  followers,
});
export const facet = z.object({
  values: z.array(
    z.object({
      value: z.string().meta({ description: "As the filter takes it." }),
      name: z.string(),
      count,
      hasMore: z.boolean().optional().meta({ description: "Whether there may be more than were counted." }),
    }),
  ),
});
const skipped = z
  .array(z.object({ id: z.string(), reason: z.string() }))
  .meta({ description: "Keys that were left as they are, and why." });
export const revokedKeys = z.object({ receipt, revoked: z.array(z.string()), followers, skipped });
export const labeledKeys = z.object({ labeled: z.array(z.string()), skipped });
export const rotatedKeys = z.object({
  receipt,
  rotated: z.array(z.object({ key: apiKey, secret: z.string(), replaced: apiKey })),
  skipped,
});
export const askedRenewals = z.object({
  asked: z.array(z.string()).meta({ description: "Ids of the keys whose executors are told to renew them." }),
  executors: count.meta({ description: "How many executors are told now that were not before." }),
  skipped: z.array(z.object({ id: z.string(), reason: z.string() })),
});

export const askedRenewal = z.object({ executors: askedRenewals.shape.executors });

export const deletedKeys = z.object({ deleted: z.array(z.string()), skipped });
export const code = z.object({
  id: z.string(),
  name: z.string().nullable(),
  namePattern: z.string().nullable(),
  kind: z.enum(EXECUTOR_KINDS).nullable(),
  maxUses: count,
  uses: count,
  status: z.enum(CODE_STATUSES),
  keyExpiresInDays: z.int().nullable(),
  labels: labels.meta({ description: "What the keys get that hosts make with it." }),
  createdAt: instant,
  createdBy: named,
  expiresAt: instant,
});
export const codeList = z.object({ items: z.array(code) });
export const createdCode = z.object({
  code,
  secret: z.string().meta({ description: "The code itself, in this answer only." }),
});
export const codeUses = z.object({
  items: z.array(z.object({ executorName: z.string(), keyId: z.string(), address: z.string(), at: instant })),
});
export const createdCodes = z.object({ codes: z.array(createdCode) });
export const lockedOutExecutors = z.object({
  total: count,
  items: z.array(
    z.object({
      name: z.string(),
      executorId: z.string().nullable().meta({ description: "Null: there is no executor of this name here." }),
      keyId: z.string().meta({ description: "The key that was accepted last, as the executor says. It is not here." }),
      host: z.string().nullable(),
      address: z.string(),
      since: instant,
      lastAt: instant,
    }),
  ),
});
export const revokedCode = z.object({ code });
export const deleted = z.object({ id: z.string() });
export const revokedAccess = z.object({ executor, key: apiKey, receipt, followers });
