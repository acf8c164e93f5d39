import { SECOND_STEP_STATUS } from "@excalibur/api/contract";
import {
  change,
  recordFailedSignIn,
  recordSignIn,
  refuse,
  type Services,
  type UserRecord,
} from "@excalibur/api/server";
import type { FastifyReply, FastifyRequest } from "fastify";
import { sha256 } from "../secrets.ts";
import type { Accounts } from "../sessions/create-accounts.ts";
import type { AfterAnswer } from "./after-answers.ts";
import { askAuth, passOn } from "./auth-answer.ts";
import { judgeStep, type Step } from "./judge-step.ts";
import { keepableUserAgent } from "./keepable-user-agent.ts";

export interface SignInOptions {
  readonly services: Services;
  readonly accounts: Accounts;
  readonly afterAnswer: AfterAnswer;
}

/**
 * Takes e-mail address and password. Neither text nor time of a refusal reveals whether the address exists.
 * @throws Refusal `sign_in_wrong`, `invalid_input`, `rate_limited`, or `busy`.
 */
export async function takePassword(request: FastifyRequest, reply: FastifyReply, options: SignInOptions) {
  const { loadAuth, hashing, knownDevices, challenges } = options.accounts;
  const email = textOf(request.body, "email").toLowerCase();
  const password = textOf(request.body, "password");
  // Without a cookie it comes from no device that is known: in a flood of sign-ins nothing is looked up for most of them.
  if (request.headers.cookie === undefined) hashing.requireRoom("unknown");
  const user = await options.services.data.users.findByEmail(email);
  const device = user && knownDevices.find(request.headers.cookie, user.id);
  const asker = device === null ? "unknown" : "known";
  hashing.requireRoom(asker);
  const step: Step = { name: "password", device, account: sha256(email) };
  const response = await takeStep(request, reply, options, step, user, () =>
    hashing.run(asker, () => askAuth(loadAuth, "signInEmail", headersOf(request), { email, password })),
  );
  const challenge = challenges.read(cookiesSetBy(response));
  if (user === null || challenge === null) return passOn(request, reply, response);
  await challenges.admit(challenge, user.id, { makesRoom: device !== null });
  return passOn(request, reply, response, SECOND_STEP_STATUS);
}

/**
 * Takes the code of the second step. Only the challenge that the first step left counts, not a session there may be.
 * @throws Refusal `sign_in_code_wrong`, `sign_in_expired`, `rate_limited`, or `busy`.
 */
export async function takeCode(
  request: FastifyRequest,
  reply: FastifyReply,
  options: SignInOptions,
  name: "app" | "recovery_code",
) {
  const { loadAuth, knownDevices, challenges, secondStep, limits } = options.accounts;
  const code = textOf(request.body, "code");
  const challenge = challenges.read(request.headers.cookie);
  const user = challenge && (await challenges.findUser(challenge));
  if (challenge === null || user === null) {
    await limits.signInsByAddress.judge(request.ip, async () => null);
    throw refuse("sign_in_expired");
  }
  const device = knownDevices.find(request.headers.cookie, user.id);
  const headers = headersOf(request, challenge.cookie);
  const response = await takeStep(request, reply, options, { name, device, account: user.id }, user, async () => {
    if (name === "app") {
      const accepted = await secondStep.acceptAppCode(user.id, code);
      return accepted === null ? null : askAuth(loadAuth, "verifyTOTP", headers, { code: accepted });
    }
    const kept = await secondStep.findRecoveryCode(user.id, code);
    return kept === null ? null : askAuth(loadAuth, "verifyBackupCode", headers, { code: kept });
  });
  return passOn(request, reply, response);
}

/**
 * Has a step judged within its limits. A session that comes of it is written down before it is handed out.
 * @returns better-auth's yes.
 */
async function takeStep(
  request: FastifyRequest,
  reply: FastifyReply,
  { services, accounts, afterAnswer }: SignInOptions,
  step: Step,
  user: UserRecord | null,
  guess: () => Promise<Response | null>,
): Promise<Response> {
  const sourceAddress = request.ip;
  const response = await judgeStep(accounts.limits, sourceAddress, step, async () => yesOf(await guess()));
  if (response === null) {
    if (user !== null) {
      afterAnswer(reply, () => recordFailedSignIn(services, user, { sourceAddress, step: step.name }));
    }
    throw refuse(step.name === "password" ? "sign_in_wrong" : "sign_in_code_wrong");
  }
  const session = await accounts.findSession({ cookie: cookiesSetBy(response) });
  if (session !== null) {
    try {
      await recordSignIn(services, session, {
        sourceAddress,
        secondStep: step.name === "password" ? "none" : step.name,
        isNewDevice: step.device === null,
      });
    } catch (error) {
      // No session without its row.
      await change({ services }, (tx) => tx.users.endSession(session.userId, session.sessionId));
      throw error;
    }
    reply.header("set-cookie", accounts.knownDevices.remember(request.headers.cookie, session.userId));
  }
  return response;
}

/** @returns null for better-auth's "wrong", which a recovery code is too that another request has just used. */
function yesOf(response: Response | null): Response | null {
  if (response === null || response.ok) return response;
  if (response.status === 401 || response.status === 409) return null;
  if (response.status === 400) throw refuse("invalid_input");
  if (response.status === 429) throw refuse("rate_limited");
  throw new Error(`better-auth answered a sign-in with ${response.status}`);
}

function headersOf(request: FastifyRequest, cookie?: string): Headers {
  const headers = new Headers();
  const userAgent = keepableUserAgent(request.headers["user-agent"]);
  if (userAgent !== null) headers.set("user-agent", userAgent);
  if (cookie !== undefined) headers.set("cookie", cookie);
  return headers;
}

function textOf(body: unknown, field: string): string {
  const value = body instanceof Object ? (body as Record<string, unknown>)[field] : undefined;
  return typeof value === "string" ? value : "";
}

function cookiesSetBy(response: Response): string {
  const cookies = response.headers.getSetCookie().map((cookie) => cookie.split(";", 1)[0] ?? "");
  return cookies.join("; ");
}
