import type { SyncOutput } from "@excalibur/api/contract";

/**
 * Reads the body of a successful sync. Fields this executor does not know are left alone: newer servers may send more.
 * @returns null when the body is not such an answer; the HTTP status is not considered.
 */
export function readSyncAnswer(json: unknown): SyncOutput | null {
  const executor = field(json, "executor");
  const organization = field(json, "organization");
  const key = field(json, "key");
  const serverTime = instant(field(json, "serverTime"));
  const nextSyncInMs = field(json, "nextSyncInMs");
  const expiresAt = field(key, "expiresAt");
  const [executorId, executorName] = [text(executor, "id"), text(executor, "name")];
  const [organizationId, slug, keyId] = [text(organization, "id"), text(organization, "slug"), text(key, "id")];
  if (executorId === null || executorName === null || organizationId === null || slug === null) return null;
  if (keyId === null || serverTime === null || typeof nextSyncInMs !== "number") return null;
  if (expiresAt !== null && instant(expiresAt) === null) return null;
  return {
    executor: { id: executorId, name: executorName },
    organization: { id: organizationId, slug },
    key: { id: keyId, expiresAt: instant(expiresAt) },
    serverTime,
    nextSyncInMs,
    instructions: readInstructions(field(json, "instructions")),
  };
}

/** The instructions that this version knows. */
function readInstructions(instructions: unknown): SyncOutput["instructions"] {
  if (!Array.isArray(instructions)) return [];
  return instructions.flatMap((instruction: unknown) => {
    const keyId = text(instruction, "keyId");
    return field(instruction, "kind") === "renew" && keyId !== null ? [{ kind: "renew" as const, keyId }] : [];
  });
}

/** A field of anything: undefined where there is no such field, or no object. */
export function field(value: unknown, name: string): unknown {
  return typeof value === "object" && value !== null ? (value as Record<string, unknown>)[name] : undefined;
}

function text(value: unknown, name: string): string | null {
  const found = field(value, name);
  return typeof found === "string" ? found : null;
}

function instant(value: unknown): Date | null {
  if (typeof value !== "string") return null;
  const date = new Date(value);
  return Number.isNaN(date.getTime()) ? null : date;
}
