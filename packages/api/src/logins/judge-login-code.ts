import { judgeLogin } from "../domain/command-login.ts";
import { parseCode } from "../domain/enrolment-code.ts";
import { refuse } from "../domain/refusal.ts";
import type { LoginRecord } from "../ports/login-store.ts";
import type { MemberRequest } from "../ports/services.ts";

/**
 * The open login of a code that a person typed, and its hash. Every mistake is refused alike and counts as a guess of that person.
 * @throws Refusal `login_code_invalid`, `rate_limited` or `busy`.
 */
export async function judgeLoginCode(
  { services, member }: MemberRequest,
  typed: string,
): Promise<{ login: LoginRecord; code: string; userCodeHash: string }> {
  const { logins, data } = services;
  const found = await logins.byUser.judge(member.user.userId, async () => {
    const code = parseCode(typed);
    if (code === null) return null;
    const userCodeHash = logins.hashCode(code);
    const login = await data.logins.findByUserCode(userCodeHash);
    return login !== null && judgeLogin(login, services.now()) === "pending" ? { login, code, userCodeHash } : null;
  });
  if (found === null) throw refuse("login_code_invalid");
  return found;
}
