import type { CodeView } from "../contract/codes.ts";
import type { MemberRequest } from "../ports/services.ts";
import { presentCode } from "./present-code.ts";

const SHOWN = 200;

/** The organization's codes, the newest first; codes that ended more than 30 days ago are forgotten. */
export async function listCodes({ services, member }: MemberRequest): Promise<{ items: CodeView[] }> {
  const now = services.now();
  const codes = await services.data.codes.list(member.organization.id, SHOWN);
  return { items: codes.map((code) => presentCode(code, now)) };
}
