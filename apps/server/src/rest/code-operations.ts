import { createCodeInput, createLockedOutCodesInput } from "@excalibur/api/contract";
import { z } from "zod";
import * as answers from "./answers.ts";
import { always } from "./operation-parts.ts";
import type { Operation } from "./operation.ts";

const codeId = {
  id: { schema: z.string(), description: "The code's id.", example: "cod_01jx5v7m2q8r9s0t1v2w3x4y5z" },
};

/** The operations on enrolment codes. */
export const codeOperations: readonly Operation[] = [
  {
    id: "listCodes",
    method: "GET",
    path: "/v1/codes",
    tag: "Enrolment codes",
    summary: "List enrolment codes, the newest first.",
    procedure: "codes.list",
    input: () => undefined,
    answer: { component: "CodeList", schema: answers.codeList },
    status: always(200),
    refusals: [],
  },
  {
    id: "createCode",
    method: "POST",
    path: "/v1/codes",
    tag: "Enrolment codes",
    summary: "Create a code with which hosts make their own keys.",
    description: "The code is in the answer, once.",
    procedure: "codes.create",
    body: {
      component: "NewCode",
      schema: z.strictObject(createCodeInput.shape),
      example: { namePattern: "web-{n}", maxUses: 20, expiresInMinutes: 60 },
    },
    input: ({ body }) => body,
    answer: { component: "CreatedCode", schema: answers.createdCode },
    status: always(201),
    refusals: ["key_life_too_long"],
  },
  {
    id: "createLockedOutCodes",
    method: "POST",
    path: "/v1/codes/for-locked-out",
    tag: "Enrolment codes",
    summary: "Create a code for each executor that is locked out.",
    description: "Each code is in the answer, once. It is good once, for its executor's name alone.",
    procedure: "codes.createForLockedOut",
    body: {
      component: "NewCodesForLockedOut",
      schema: createLockedOutCodesInput,
      example: { expiresInMinutes: 1440 },
    },
    input: ({ body }) => body,
    answer: { component: "CreatedCodes", schema: answers.createdCodes },
    status: always(201),
    refusals: [],
  },
  {
    id: "listCodeUses",
    method: "GET",
    path: "/v1/codes/{id}/uses",
    tag: "Enrolment codes",
    summary: "List the hosts that have used a code, the latest first, at most 200.",
    procedure: "codes.uses",
    parameters: codeId,
    input: ({ path }) => path,
    answer: { component: "CodeUses", schema: answers.codeUses },
    status: always(200),
    refusals: [],
  },
  {
    id: "revokeCode",
    method: "POST",
    path: "/v1/codes/{id}/revoke",
    tag: "Enrolment codes",
    summary: "Make a code worthless for hosts that have not used it yet.",
    procedure: "codes.revoke",
    parameters: codeId,
    input: ({ path }) => path,
    answer: { component: "RevokedCode", schema: answers.revokedCode },
    status: always(200),
    refusals: ["code_not_found"],
  },
];
