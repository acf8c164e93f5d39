import { DEFAULT_SCHEMA } from "../connections/postgresql-address.ts";
import type { StoredInvalidation } from "./replica-link.ts";

export const INVALIDATION_CHANNEL = "excalibur_invalidation";
export const ACKNOWLEDGEMENT_CHANNEL = "excalibur_acknowledgement";

export const MESSAGE_CHANNEL = "excalibur_message";

/**
 * The channel of one installation's replicas. Installations in two schemas of one database have different channels. In SQL, of a channel's
 * own name as SQL, for the session's schema.
 */
export function ownChannel(name: string): string {
  return `(${name} || CASE current_schema() WHEN '${DEFAULT_SCHEMA}' THEN '' ELSE '_' || current_schema() END)`;
}

/** The same for LISTEN, which takes no expression. */
export function ownChannelName(name: string, schema: string): string {
  return schema === DEFAULT_SCHEMA ? name : `${name}_${schema}`;
}

/** PostgreSQL takes payloads shorter than 8000 bytes. */
export const MAX_PAYLOAD_BYTES = 7_900;

/** The invalidation in a notification; null when it was too large for one. */
export function readInvalidation(payload: string | undefined): StoredInvalidation | null {
  return payload ? (JSON.parse(payload) as StoredInvalidation) : null;
}

/** Which replica has applied every invalidation up to which number. */
export function readAcknowledgement(payload: string | undefined): { replicaId: string; number: number } {
  const [replicaId = "", number = "0"] = (payload ?? "").split(" ");
  return { replicaId, number: Number(number) };
}
