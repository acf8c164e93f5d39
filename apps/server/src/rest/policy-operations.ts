import * as answers from "./answers.ts";
import { always } from "./operation-parts.ts";
import type { Operation } from "./operation.ts";

/** The policy of keys can be read. It is changed in the app, or by `excalibur apply`, which previews what ends. */
export const policyOperations: readonly Operation[] = [
  {
    id: "getPolicy",
    method: "GET",
    path: "/v1/policy",
    tag: "API keys",
    summary: "Read the organization's policy of keys.",
    procedure: "policies.get",
    input: () => undefined,
    answer: { component: "Policy", schema: answers.policy },
    status: always(200),
    refusals: [],
  },
];
