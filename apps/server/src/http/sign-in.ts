import { REQUEST_REFUSALS, SECOND_STEP_STATUS } from "@excalibur/api/contract";
import { recordFailedSignIn, recordSignIn, type Services } from "@excalibur/api/server";
import type { FastifyReply, FastifyRequest } from "fastify";
import type { FailureLimit } from "../failure-limit.ts";
import { sha256 } from "../secrets.ts";
import type { FindSession } from "../sessions/find-session.ts";
import type { LoadAuth } from "../sessions/load-auth.ts";
import type { AfterAnswer } from "./after-answers.ts";
import { askAuth, passOn, type AuthCall } from "./auth-answer.ts";
import { sendRefusal } from "./send-refusal.ts";

export interface SignInOptions {
  readonly services: Services;
  readonly loadAuth: LoadAuth;
  readonly findSession: FindSession;
  /** Failures by the address they come from. */
  readonly failedSignIns: FailureLimit;
  /** Failures by the account they are about, wherever they come from; also of accounts that don't exist. */
  readonly failedAccounts: FailureLimit;
  readonly afterAnswer: AfterAnswer;
  readonly publicUrl: string;
}

/** One step of a sign-in: a password, or the code that an account with a second step is asked for. */
interface Step {
  readonly name: "password" | "app" | "recovery_code";
  readonly call: AuthCall;
  /** What the failures of this account are counted by. */
  readonly account: string;
  readonly findUser: () => ReturnType<Services["data"]["users"]["findByEmail"]>;
}

/** Takes e-mail address and password. What it answers to a wrong one does not tell, in words or time, whether the address exists. */
export async function takePassword(request: FastifyRequest, reply: FastifyReply, options: SignInOptions) {
  const { users } = options.services.data;
  const email = textOf(request.body, "email").toLowerCase();
  return takeStep(request, reply, options, {
    name: "password",
    call: { cookie: request.headers.cookie, body: { email, password: textOf(request.body, "password") } },
    account: sha256(email),
    findUser: () => users.findByEmail(email),
  });
}

/** Takes the code of the second step. Only the challenge that the first step left counts, not a session there may be. */
export async function takeCode(
  request: FastifyRequest,
  reply: FastifyReply,
  options: SignInOptions,
  name: "app" | "recovery_code",
) {
  const cookie = challengeCookie(request.headers.cookie);
  const user = cookie === null ? null : await options.services.data.users.findByChallenge(cookie.challenge);
  return takeStep(request, reply, options, {
    name,
    call: { cookie: cookie?.text, body: { code: textOf(request.body, "code").trim() } },
    account: user?.id ?? "",
    findUser: async () => user,
  });
}

async function takeStep(
  request: FastifyRequest,
  reply: FastifyReply,
  { services, loadAuth, findSession, failedSignIns, failedAccounts, afterAnswer, publicUrl }: SignInOptions,
  { name, call, account, findUser }: Step,
): Promise<unknown> {
  const waits = [await failedSignIns.blockedForMs(request.ip), await failedAccounts.blockedForMs(account)];
  const blockedForMs = Math.max(...waits.map((wait) => wait ?? 0));
  if (blockedForMs > 0) return sendRefusal(reply, "rate_limited", REQUEST_REFUSALS.rate_limited, blockedForMs);

  const response = await askAuth(request, { loadAuth, publicUrl }, call);
  const sourceAddress = request.ip;
  if (response.status === 401) {
    await Promise.all([failedSignIns.record(request.ip), failedAccounts.record(account)]);
    afterAnswer(reply, async () => {
      const user = await findUser();
      if (user !== null) await recordFailedSignIn(services, user, { sourceAddress, step: name });
    });
  }
  const session = response.ok ? await findSession({ cookie: cookiesSetBy(response) }) : null;
  if (session !== null) {
    try {
      await recordSignIn(services, session, { sourceAddress, secondStep: name === "password" ? "none" : name });
    } catch (error) {
      // No session without its row.
      await services.data.users.endSession(session.userId, session.sessionId);
      throw error;
    }
  }
  const status = response.ok && session === null ? SECOND_STEP_STATUS : response.status;
  return passOn(request, reply, response, status);
}

function textOf(body: unknown, field: string): string {
  const value = body instanceof Object ? (body as Record<string, unknown>)[field] : undefined;
  return typeof value === "string" ? value : "";
}

function cookiesSetBy(response: Response): string {
  const cookies = response.headers.getSetCookie().map((cookie) => cookie.split(";", 1)[0] ?? "");
  return cookies.join("; ");
}

/** The cookie that the first step left, and the challenge's random name in it, before its signature. */
function challengeCookie(cookies = ""): { text: string; challenge: string } | null {
  const text = cookies.split(/;\s*/).find((cookie) => /^(?:__Secure-)?excalibur\.two_factor=/.test(cookie));
  const challenge = /=(2fa-[\w-]+)\./.exec(text ?? "")?.[1];
  return text === undefined || challenge === undefined ? null : { text, challenge };
}
