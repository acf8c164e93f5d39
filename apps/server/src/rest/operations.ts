import {
  AUDIT_ACTIONS,
  AUDIT_TARGET_KINDS,
  EVENT_LEVELS,
  EXECUTOR_EVENT_TYPES,
  EXECUTOR_KINDS,
  EXECUTOR_STATES,
  OLDER_THAN_NEWEST,
  updateExecutorInput,
} from "@excalibur/api/contract";
import { z } from "zod";
import * as answers from "./answers.ts";
import { codeOperations } from "./code-operations.ts";
import { keyOperations } from "./key-operations.ts";
import { manyKeyOperations } from "./many-key-operations.ts";
import type { Operation } from "./operation.ts";
import { always, page } from "./operation-parts.ts";
import { policyOperations } from "./policy-operations.ts";
import { witnessOperations } from "./witness-operations.ts";
import { flag, oneOf, text, texts, time } from "./query-text.ts";

const executorId = {
  id: { schema: z.string(), description: "The executor's id.", example: "exe_01jx5v7m2q8r9s0t1v2w3x4y5z" },
};
const period = { from: time("At this instant or later."), to: time("Before this instant.") };

const executors: readonly Operation[] = [
  {
    id: "listExecutors",
    method: "GET",
    path: "/v1/executors",
    tag: "Executors",
    summary: "List executors by name.",
    procedure: "executors.list",
    query: z.strictObject({
      search: text(
        "Words, each a part of the name, the note, a label, the host, the bound key's name or the id, or the beginning of an address.",
      ),
      state: oneOf(EXECUTOR_STATES, "Only those in this state."),
      online: flag("Only those that are online, or only those that are not."),
      kind: oneOf(EXECUTOR_KINDS, "Only those of this kind."),
      version: text(
        `Only those of this version. ${OLDER_THAN_NEWEST}: of a version older than the newest that any has.`,
      ),
      apiKeyId: text("Only executors that are bound to this key."),
      label: texts("Only executors with this label, as name=value; may be repeated."),
      ...page,
    }),
    input: ({ query: { label: labels, ...query } }) => ({ ...query, labels }),
    answer: { component: "ExecutorPage", schema: answers.executorPage },
    status: always(200),
    refusals: [],
  },
  {
    id: "getExecutor",
    method: "GET",
    path: "/v1/executors/{id}",
    tag: "Executors",
    summary: "Read one executor.",
    procedure: "executors.get",
    parameters: executorId,
    input: ({ path }) => path,
    answer: { component: "Executor", schema: answers.executor },
    status: always(200),
    refusals: ["executor_not_found"],
  },
  {
    id: "listLockedOutExecutors",
    method: "GET",
    path: "/v1/locked-out-executors",
    tag: "Executors",
    summary: "List executors that present keys which this server does not know.",
    description:
      "After a restore from an older backup. They say without a proof that this organization accepted them before.",
    procedure: "executors.lockedOut",
    input: () => undefined,
    answer: { component: "LockedOutExecutors", schema: answers.lockedOutExecutors },
    status: always(200),
    refusals: [],
  },
  {
    id: "updateExecutor",
    method: "PATCH",
    path: "/v1/executors/{id}",
    tag: "Executors",
    summary: "Change the note or the labels of an executor.",
    description: "What is absent stays. Labels that are sent replace all that the executor has.",
    procedure: "executors.update",
    parameters: executorId,
    body: {
      component: "ExecutorChange",
      schema: updateExecutorInput.omit({ id: true }),
      example: { note: "rack 7", labels: { site: "fra1" } },
    },
    input: ({ path, body }) => ({ ...body, ...path }),
    answer: { component: "Executor", schema: answers.executor },
    status: always(200),
    refusals: ["executor_not_found"],
  },
  {
    id: "readExecutorActivity",
    method: "GET",
    path: "/v1/executors/{id}/activity",
    tag: "Executors",
    summary: "Read from where an executor uses its key and was refused, and its last 7 days.",
    procedure: "executors.activity",
    parameters: executorId,
    input: ({ path }) => path,
    answer: { component: "Activity", schema: answers.activity },
    status: always(200),
    refusals: ["executor_not_found"],
  },
  {
    id: "revokeExecutorAccess",
    method: "POST",
    path: "/v1/executors/{id}/revoke-access",
    tag: "Executors",
    summary: "Revoke the key that an executor is bound to.",
    description: "Every other executor that shares the key loses its access too.",
    procedure: "executors.revokeAccess",
    parameters: executorId,
    input: ({ path }) => path,
    answer: { component: "RevokedAccess", schema: answers.revokedAccess },
    status: always(200),
    refusals: ["executor_not_found", "executor_has_no_key", "key_revoked"],
  },
  {
    id: "renewExecutor",
    method: "POST",
    path: "/v1/executors/{id}/renew",
    tag: "Executors",
    summary: "Have an executor renew the key that it is bound to.",
    procedure: "executors.renew",
    parameters: executorId,
    input: ({ path }) => path,
    answer: { component: "AskedRenewal", schema: answers.askedRenewal },
    status: always(200),
    refusals: [
      "executor_not_found",
      "executor_has_no_key",
      "key_revoked",
      "key_expired",
      "key_retiring",
      "renewal_pending",
    ],
  },
  {
    id: "deleteExecutor",
    method: "DELETE",
    path: "/v1/executors/{id}",
    tag: "Executors",
    summary: "Delete an executor, and revoke the key it is bound to.",
    procedure: "executors.delete",
    parameters: executorId,
    input: ({ path }) => path,
    answer: { component: "Deleted", schema: answers.deleted },
    status: always(200),
    refusals: ["executor_not_found"],
  },
];

const records: readonly Operation[] = [
  {
    id: "listEvents",
    method: "GET",
    path: "/v1/events",
    tag: "Events",
    summary: "List what happened to executors, the newest first.",
    procedure: "events.list",
    query: z.strictObject({
      executorId: text("Only events of this executor."),
      type: oneOf(EXECUTOR_EVENT_TYPES, "Only events of this type."),
      level: oneOf(EVENT_LEVELS, "Only events of this level."),
      ...period,
      ...page,
    }),
    input: ({ query }) => query,
    answer: { component: "EventPage", schema: answers.eventPage },
    status: always(200),
    refusals: [],
  },
  {
    id: "listAuditRows",
    method: "GET",
    path: "/v1/audit",
    tag: "Audit log",
    summary: "List changes, the newest first.",
    description: "As much of the log as the person who created the management key may read.",
    procedure: "audit.list",
    query: z.strictObject({
      action: oneOf(AUDIT_ACTIONS, "Only this action."),
      actor: text("The id of a person, executor or management key, an e-mail address, or a kind of actor."),
      targetKind: oneOf(AUDIT_TARGET_KINDS, "Only changes of things of this kind."),
      targetId: text("Only changes of this thing."),
      ...period,
      ...page,
    }),
    input: ({ query }) => query,
    answer: { component: "AuditPage", schema: answers.auditPage },
    status: always(200),
    refusals: [],
  },
  {
    id: "verifyAuditLog",
    method: "GET",
    path: "/v1/audit/verify",
    tag: "Audit log",
    summary: "Check the whole audit log.",
    description: "Needs a management key that an owner created.",
    procedure: "audit.verify",
    query: z.strictObject({ head: text("The head noted at an earlier verification.") }),
    input: ({ query }) => query,
    answer: { component: "AuditVerification", schema: answers.auditVerification },
    status: always(200),
    refusals: [],
  },
];

/** Every operation of the management API, each one procedure of the app. */
export const OPERATIONS: readonly Operation[] = [
  ...keyOperations,
  ...manyKeyOperations,
  ...policyOperations,
  ...codeOperations,
  ...executors,
  ...records,
  ...witnessOperations,
];
