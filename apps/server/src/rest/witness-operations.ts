import { cosignInput } from "@excalibur/api/contract";
import * as answers from "./witness-answers.ts";
import type { Operation } from "./operation.ts";
import { always } from "./operation-parts.ts";

/** What witnesses of the audit log and those who check them call. */
export const witnessOperations: readonly Operation[] = [
  {
    id: "listWitnesses",
    method: "GET",
    path: "/v1/audit/witnesses",
    tag: "Audit log",
    summary: "List the witnesses of the audit log, with the last head that each has co-signed.",
    description: "Needs a management key that an owner created.",
    procedure: "witnesses.list",
    input: () => undefined,
    answer: { component: "Witnesses", schema: answers.witnesses },
    status: always(200),
    refusals: [],
  },
  {
    id: "cosignAuditHead",
    method: "POST",
    path: "/v1/audit/cosignatures",
    tag: "Audit log",
    summary: "Hand in a head of the audit log that a witness has co-signed.",
    description:
      "A head that is not in the log is kept too: every verification names its row from then on. Needs a management key that an owner created.",
    procedure: "witnesses.cosign",
    body: {
      component: "Cosignature",
      schema: cosignInput,
      example: {
        note: "excalibur.audit/org_01jx5v7m2q8r9s0t1v2w3x4y5z\n151\nDw8PDw8PDw8PDw8PDw8PDw8PDw8PDw8PDw8PDw8PDw8=\n\n— witness.example.com/w1 jWbPPwAAAABkGFDL…\n",
      },
    },
    input: ({ body }) => body,
    answer: { component: "CosignedAnswer", schema: answers.cosignedAnswer },
    status: always(200),
    refusals: ["cosignature_wrong"],
  },
];
