import {
  deleteKeysInput,
  labelKeysInput,
  renewKeysInput,
  revokeKeysInput,
  rotateKeysInput,
} from "@excalibur/api/contract";
import { z } from "zod";
import * as answers from "./answers.ts";
import { withEnd, withInstant } from "./instants-in-bodies.ts";
import type { Operation } from "./operation.ts";
import { always, EXAMPLE_KEY_ID } from "./operation-parts.ts";

/** The operations on many API keys, by their ids or by a filter. */
export const manyKeyOperations: readonly Operation[] = [
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
    id: "labelKeys",
    method: "POST",
    path: "/v1/keys/label-many",
    tag: "Keys",
    summary: "Set and remove labels of many API keys, or give them an owner, by their ids or by a filter.",
    description: "A filter names how many keys it found (expectedTotal); if it finds others now, nothing is changed.",
    procedure: "apiKeys.labelMany",
    body: {
      component: "ManyLabels",
      schema: z.strictObject(labelKeysInput.shape),
      example: { ids: [EXAMPLE_KEY_ID], set: { env: "prod" }, remove: ["team"] },
    },
    input: ({ body }) => body,
    answer: { component: "LabeledKeys", schema: answers.labeledKeys },
    status: always(200),
    refusals: ["member_not_found", "preview_outdated", "selection_too_large"],
  },
  {
    id: "rotateKeys",
    method: "POST",
    path: "/v1/keys/rotate-many",
    tag: "Keys",
    summary: "Issue the successors of up to 100 API keys, by their ids or by a filter, and have the old keys end.",
    description:
      "Each secret is in the answer, once. Keys that can't be rotated are left as they are. A filter names how many keys it " +
      "found (expectedTotal); if it finds others now, nothing is changed.",
    procedure: "apiKeys.rotateMany",
    body: {
      component: "ManyRotations",
      schema: z.strictObject(rotateKeysInput.shape),
      example: { ids: [EXAMPLE_KEY_ID], oldKeyEnds: { kind: "whenMoved" } },
    },
    input: ({ body }) => withInstant(body),
    answer: { component: "RotatedKeys", schema: answers.rotatedKeys },
    status: always(200),
    refusals: ["preview_outdated", "selection_too_large"],
  },
  {
    id: "renewKeys",
    method: "POST",
    path: "/v1/keys/renew-many",
    tag: "Keys",
    summary: "Have the executors of many API keys renew them, by the keys' ids or by a filter.",
    description: "A filter names how many keys it found (expectedTotal); if it finds others now, nothing is changed.",
    procedure: "apiKeys.renewMany",
    body: {
      component: "ManyRenewals",
      schema: z.strictObject(renewKeysInput.shape),
      example: { ids: [EXAMPLE_KEY_ID] },
    },
    input: ({ body }) => withEnd(body),
    answer: { component: "AskedRenewals", schema: answers.askedRenewals },
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
