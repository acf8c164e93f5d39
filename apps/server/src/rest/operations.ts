import { AUDIT_ACTIONS, AUDIT_TARGET_KINDS, EVENT_LEVELS, EXECUTOR_EVENT_TYPES } from "@excalibur/api/contract";
import { z } from "zod";
import * as answers from "./answers.ts";
import { channelOperations } from "./channel-operations.ts";
import { codeOperations } from "./code-operations.ts";
import { connectOperations } from "./connect-operations.ts";
import { executorOperations } from "./executor-operations.ts";
import { facetOperations } from "./facet-operations.ts";
import { keyOperations } from "./key-operations.ts";
import { managementKeyOperations } from "./management-key-operations.ts";
import { manyKeyOperations } from "./many-key-operations.ts";
import { memberOperations } from "./member-operations.ts";
import type { Operation } from "./operation.ts";
import { always, page } from "./operation-parts.ts";
import { policyOperations } from "./policy-operations.ts";
import { witnessOperations } from "./witness-operations.ts";
import { oneOf, text, time } from "./query-text.ts";

const period = { from: time("At this instant or later."), to: time("Before this instant.") };

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
  ...executorOperations,
  ...connectOperations,
  ...facetOperations,
  ...records,
  ...witnessOperations,
  ...channelOperations,
  ...memberOperations,
  ...managementKeyOperations,
];
