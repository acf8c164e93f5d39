import { SYNC_REFUSALS, type SyncRefusalReason } from "@excalibur/api/contract";

/** What a scripted server answers. */
export interface Answer {
  readonly status: number;
  readonly body: string;
  readonly headers?: Readonly<Record<string, string>>;
}

const STATUS = {
  UNAUTHORIZED: 401,
  FORBIDDEN: 403,
  CONFLICT: 409,
  TOO_MANY_REQUESTS: 429,
  SERVICE_UNAVAILABLE: 503,
} as const;

const JSON_TYPE = { "content-type": "application/json; charset=utf-8" };

/** The body of a successful sync, as it goes over the wire. */
export function syncBody(changes: Record<string, unknown> = {}): Record<string, unknown> {
  return {
    executor: { id: "exe_1", name: "prod-1" },
    organization: { id: "org_1", slug: "acme" },
    key: { id: "key_1", expiresAt: null },
    serverTime: "2026-06-01T12:00:00.000Z",
    nextSyncInMs: 5000,
    instructions: [],
    ...changes,
  };
}

export function accepted(changes: Record<string, unknown> = {}): Answer {
  return { status: 200, body: JSON.stringify(syncBody(changes)), headers: JSON_TYPE };
}

/** Exactly what the server writes for a refusal. */
export function refusal(reason: SyncRefusalReason, headers: Record<string, string> = {}): Answer {
  const { code, message } = SYNC_REFUSALS[reason];
  return {
    status: STATUS[code],
    body: JSON.stringify({ error: { reason, message } }),
    headers: { ...JSON_TYPE, ...headers },
  };
}

export function page(status: number, headers: Record<string, string> = {}): Answer {
  const body = "<!doctype html><title>Sign in</title><p>Please sign in to the network.</p>";
  return { status, body, headers: { "content-type": "text/html", ...headers } };
}
