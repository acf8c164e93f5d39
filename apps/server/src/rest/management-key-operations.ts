import { z } from "zod";
import { receipt } from "./answers.ts";
import { always } from "./operation-parts.ts";
import type { Operation } from "./operation.ts";

/** What a management key may do with itself: nothing but end. */
export const managementKeyOperations: readonly Operation[] = [
  {
    id: "endManagementKey",
    method: "POST",
    path: "/v1/management-keys/{id}/end",
    tag: "Management keys",
    summary: "Revoke the management key that the request presents.",
    description: "The id is that of this very key: no key revokes another one. It needs no scope.",
    procedure: "logins.end",
    parameters: {
      id: { schema: z.string(), description: "The management key's id.", example: "mgk_01jx5v7m2q8r9s0t1v2w3x4y5z" },
    },
    input: ({ path }) => path,
    answer: {
      component: "EndedManagementKey",
      schema: z.object({ key: z.object({ id: z.string(), name: z.string() }), receipt }),
    },
    status: always(200),
    refusals: ["management_key_not_found"],
  },
];
