import { previewPolicyInput, updatePolicyInput } from "@excalibur/api/contract";
import { always } from "./operation-parts.ts";
import type { Operation } from "./operation.ts";
import * as answers from "./policy-answers.ts";

const EXAMPLE = { longestLifeDays: 365, defaultLifeDays: 90 };

/** The operations on the policy of keys. */
export const policyOperations: readonly Operation[] = [
  {
    id: "getPolicy",
    method: "GET",
    path: "/v1/policy",
    tag: "Policy",
    summary: "Read the organization's policy of keys.",
    procedure: "policies.get",
    input: () => undefined,
    answer: { component: "Policy", schema: answers.policy },
    status: always(200),
    refusals: [],
  },
  {
    id: "previewPolicy",
    method: "POST",
    path: "/v1/policy/preview",
    tag: "Policy",
    summary: "Read what a policy would change, without changing it.",
    description: "What is absent stays; null takes it away.",
    procedure: "policies.preview",
    body: { component: "PreviewedPolicy", schema: previewPolicyInput, example: EXAMPLE },
    input: ({ body }) => body,
    answer: { component: "PolicyPreview", schema: answers.policyPreview },
    status: always(200),
    refusals: [],
  },
  {
    id: "updatePolicy",
    method: "PATCH",
    path: "/v1/policy",
    tag: "Policy",
    summary: "Change the policy of keys.",
    description:
      "What is absent stays; null takes it away. Keys that live longer than it allows end at once: name how many the preview said " +
      "(expectedEnded), and nothing is changed if there are others now.",
    procedure: "policies.update",
    body: { component: "PolicyChange", schema: updatePolicyInput, example: { ...EXAMPLE, expectedEnded: 0 } },
    input: ({ body }) => body,
    answer: { component: "UpdatedPolicy", schema: answers.updatedPolicy },
    status: always(200),
    refusals: ["preview_outdated"],
  },
];
