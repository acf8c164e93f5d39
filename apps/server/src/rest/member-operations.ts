import { z } from "zod";
import { instant } from "./answers.ts";
import { always } from "./operation-parts.ts";
import type { Operation } from "./operation.ts";

const member = z.object({
  id: z.string(),
  user: z.object({ id: z.string(), name: z.string(), email: z.string() }),
  role: z.string().meta({ description: "owner, admin or member." }),
  joinedAt: instant,
});
const formerMember = z.object({ userId: z.string(), name: z.string(), leftAt: instant });

/** What programs may read of people. */
export const memberOperations: readonly Operation[] = [
  {
    id: "listMembers",
    method: "GET",
    path: "/v1/members",
    tag: "Members",
    summary: "List the members and their roles.",
    procedure: "members.list",
    input: () => undefined,
    answer: { component: "MemberList", schema: z.object({ items: z.array(member) }) },
    status: always(200),
    refusals: [],
  },
  {
    id: "listFormerMembers",
    method: "GET",
    path: "/v1/members/former",
    tag: "Members",
    summary: "List former members, the latest to leave first.",
    procedure: "members.listFormer",
    input: () => undefined,
    answer: { component: "FormerMemberList", schema: z.object({ items: z.array(formerMember) }) },
    status: always(200),
    refusals: [],
  },
];
