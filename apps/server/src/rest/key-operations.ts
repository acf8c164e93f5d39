import {
  createKeyInput,
  deleteKeysInput,
  externalId,
  KEY_STATUSES,
  revokeKeyInput,
  revokeKeysInput,
  rotateKeyInput,
  updateKeyInput,
} from "@excalibur/api/contract";
import { z } from "zod";
import * as answers from "./answers.ts";
import type { Operation } from "./operation.ts";
import { always, page } from "./operation-parts.ts";
import { flag, number, oneOf, text, time } from "./query-text.ts";

const EXAMPLE_KEY_ID = "key_01jx5v7m2q8r9s0t1v2w3x4y5z";
const keyId = { id: { schema: z.string(), description: "The key's id.", example: EXAMPLE_KEY_ID } };

const newKey = {
  component: "NewKey",
  schema: z.strictObject(createKeyInput.shape),
  example: { name: "prod-cluster-1", target: { kind: "name", name: "prod-cluster-1" }, expiresInDays: 90 },
};

/** The operations on API keys. */
export const keyOperations: readonly Operation[] = [
  {
    id: "listKeys",
    method: "GET",
    path: "/v1/keys",
    tag: "Keys",
    summary: "List API keys, the newest first.",
    procedure: "apiKeys.list",
    query: z.strictObject({
      search: text("Part of the name, the id or the hint."),
      status: oneOf(KEY_STATUSES, "Only keys of this status."),
      executorId: text("Only keys that this executor is bound to."),
      expiresWithinDays: number("Only keys that expire within so many days."),
      expiresAfter: time("Only keys that expire after this instant."),
      expiresUntil: time("Only keys that expire at this instant or before."),
      neverUsed: flag("Only keys that no executor has presented yet."),
      shared: flag("Only keys that several executors are bound to."),
      ...page,
    }),
    input: ({ query: { expiresWithinDays, expiresAfter, expiresUntil, neverUsed, shared, ...rest } }) => ({
      ...rest,
      facets: { expiresWithinDays, expiresAfter, expiresUntil, neverUsed, shared },
    }),
    answer: { component: "KeyPage", schema: answers.keyPage },
    status: always(200),
    refusals: [],
  },
  {
    id: "createKey",
    method: "POST",
    path: "/v1/keys",
    tag: "Keys",
    summary: "Create an API key.",
    description: "Its secret is in the answer, once. Send secretHash and hint to keep the secret with the caller.",
    procedure: "apiKeys.create",
    body: newKey,
    input: ({ body }) => body,
    answer: { component: "CreatedKey", schema: answers.createdKey },
    status: always(201),
    refusals: ["executor_not_found", "key_exists"],
  },
  {
    id: "ensureKey",
    method: "PUT",
    path: "/v1/keys/by-external-id/{externalId}",
    tag: "Keys",
    summary: "Create an API key unless there is one with this external id.",
    description:
      "Sent again it changes nothing. 201: it was created, and the secret is in the answer. 200: it was there.",
    procedure: "apiKeys.ensure",
    parameters: {
      externalId: { schema: externalId, description: "What the caller calls the key.", example: "host-001" },
    },
    body: newKey,
    input: ({ path, body }) => ({ ...body, externalId: path["externalId"] }),
    answer: { component: "EnsuredKey", schema: answers.ensuredKey },
    status: (answer) => ((answer as { created: boolean }).created ? 201 : 200),
    refusals: ["executor_not_found", "key_exists"],
  },
  {
    id: "getKey",
    method: "GET",
    path: "/v1/keys/{id}",
    tag: "Keys",
    summary: "Read one API key.",
    procedure: "apiKeys.get",
    parameters: keyId,
    input: ({ path }) => path,
    answer: { component: "Key", schema: answers.apiKey },
    status: always(200),
    refusals: ["key_not_found"],
  },
  {
    id: "updateKey",
    method: "PATCH",
    path: "/v1/keys/{id}",
    tag: "Keys",
    summary: "Change the note of an API key.",
    procedure: "apiKeys.update",
    parameters: keyId,
    body: { component: "KeyChange", schema: updateKeyInput.omit({ id: true }), example: { note: "for CI" } },
    input: ({ path, body }) => ({ ...body, ...path }),
    answer: { component: "Key", schema: answers.apiKey },
    status: always(200),
    refusals: ["key_not_found"],
  },
  {
    id: "rotateKey",
    method: "POST",
    path: "/v1/keys/{id}/rotate",
    tag: "Keys",
    summary: "Issue a successor, and have the old key end.",
    procedure: "apiKeys.rotate",
    parameters: keyId,
    body: {
      component: "Rotation",
      schema: rotateKeyInput.omit({ id: true }),
      example: { oldKeyEnds: { kind: "whenMoved" } },
    },
    input: ({ path, body }) => ({ ...withInstant(body), ...path }),
    answer: { component: "RotatedKey", schema: answers.rotatedKey },
    status: always(200),
    refusals: ["key_not_found", "key_revoked", "key_expired", "key_retiring", "key_changed"],
  },
  {
    id: "revokeKey",
    method: "POST",
    path: "/v1/keys/{id}/revoke",
    tag: "Keys",
    summary: "Revoke an API key for good.",
    description: "When the answer comes, no server process accepts the key any more.",
    procedure: "apiKeys.revoke",
    parameters: keyId,
    body: { component: "Revocation", schema: revokeKeyInput.omit({ id: true }), example: { reason: "Host retired" } },
    input: ({ path, body }) => ({ ...body, ...path }),
    answer: { component: "RevokedKey", schema: answers.revokedKey },
    status: always(200),
    refusals: ["key_not_found", "key_revoked"],
  },
  {
    id: "deleteKey",
    method: "DELETE",
    path: "/v1/keys/{id}",
    tag: "Keys",
    summary: "Delete a revoked API key.",
    procedure: "apiKeys.delete",
    parameters: keyId,
    input: ({ path }) => path,
    answer: { component: "Deleted", schema: answers.deleted },
    status: always(200),
    refusals: ["key_not_found", "key_not_revoked"],
  },
  {
    id: "revokeKeys",
    method: "POST",
    path: "/v1/keys/revoke-many",
    tag: "Keys",
    summary: "Revoke many API keys for good, by their ids or by a filter.",
    description: "A filter names how many keys it found (expectedTotal); if it finds others now, nothing is changed.",
    procedure: "apiKeys.revokeMany",
    body: {
      component: "ManyRevocations",
      schema: z.strictObject(revokeKeysInput.shape),
      example: { ids: [EXAMPLE_KEY_ID], reason: "Cluster retired" },
    },
    input: ({ body }) => body,
    answer: { component: "RevokedKeys", schema: answers.revokedKeys },
    status: always(200),
    refusals: ["preview_outdated", "selection_too_large"],
  },
  {
    id: "deleteKeys",
    method: "POST",
    path: "/v1/keys/delete-many",
    tag: "Keys",
    summary: "Delete many revoked API keys, by their ids or by a filter.",
    description: "A filter names how many keys it found (expectedTotal); if it finds others now, nothing is changed.",
    procedure: "apiKeys.deleteMany",
    body: {
      component: "ManyDeletions",
      schema: z.strictObject(deleteKeysInput.shape),
      example: { ids: [EXAMPLE_KEY_ID] },
    },
    input: ({ body }) => body,
    answer: { component: "DeletedKeys", schema: answers.deletedKeys },
    status: always(200),
    refusals: ["preview_outdated", "selection_too_large"],
  },
];

/** JSON has no instants: where the procedure takes one, it is read here. */
function withInstant(body: Record<string, unknown>): object {
  const ends = body["oldKeyEnds"];
  if (typeof ends !== "object" || ends === null || !("at" in ends) || typeof ends.at !== "string") return body;
  return { ...body, oldKeyEnds: { ...ends, at: new Date(ends.at) } };
}
