import { loginRefused } from "../audit/management-key-entries.ts";
import { originOf } from "../audit/audit-entries.ts";
import { change } from "../changes/change.ts";
import { refuse } from "../domain/refusal.ts";
import type { MemberRequest } from "../ports/services.ts";
import { judgeLoginCode } from "./judge-login-code.ts";

/** Ends a login that a person did not begin: its command gets nothing. @throws Refusal as `judgeLoginCode`. */
export async function refuseLogin(request: MemberRequest, typed: string): Promise<{ host: string }> {
  const { member, sourceAddress } = request;
  const { login, userCodeHash } = await judgeLoginCode(request, typed);
  await change(request, async (tx) => {
    if (!(await tx.logins.decide(userCodeHash, tx.now, { outcome: "refused" }))) throw refuse("login_code_invalid");
    tx.record(loginRefused(originOf(member, tx.now, sourceAddress), member.organization, login));
  });
  return { host: login.host };
}
