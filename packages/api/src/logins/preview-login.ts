import type { LoginPreview } from "../contract/logins.ts";
import { showCode } from "../domain/enrolment-code.ts";
import type { MemberRequest } from "../ports/services.ts";
import { judgeLoginCode } from "./judge-login-code.ts";

/** What a command asks for, for the person who is to confirm it. @throws Refusal as `judgeLoginCode`. */
export async function previewLogin(request: MemberRequest, typed: string): Promise<LoginPreview> {
  const { login, code } = await judgeLoginCode(request, typed);
  const { name, host, sourceAddress, scopes, expiresInDays, requestedAt, expiresAt } = login;
  const isSameAddress = sourceAddress === request.sourceAddress;
  return {
    code: showCode(code),
    name,
    host,
    sourceAddress,
    isSameAddress,
    scopes: [...scopes],
    expiresInDays,
    requestedAt,
    expiresAt,
  };
}
