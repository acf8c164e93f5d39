import {
  REQUEST_REFUSALS,
  SECOND_STEP_PATHS,
  SECOND_STEP_STATUS,
  type RefusalReason,
  type RequestRefusalReason,
} from "@excalibur/api/contract";
import { z } from "zod";
import { UNREACHABLE_CAUSES, UNREACHABLE_HEADER } from "../../../shared/host-bridge.ts";
import { basePath } from "../../server/base-path.ts";
import type { Failure } from "../../server/failure.ts";

export type SignInOutcome =
  | { kind: "signedIn" }
  /** The password is right; there is no session before a code is given too. */
  | { kind: "codeNeeded" }
  | { kind: "wrong" }
  | { kind: "tooMany"; retryAfterSeconds: number | null }
  | { kind: "failed"; failure: Failure };

/** What has nothing to do with the password or code. */
const SHOWN_AS_THEY_ARE: ReadonlySet<RefusalReason> = new Set(["busy", "unavailable", "sign_in_expired"]);

const reasons = Object.keys(REQUEST_REFUSALS) as RequestRefusalReason[];
const refusalInBody = z.object({ error: z.object({ reason: z.enum(reasons), message: z.string() }) });

/** Signs in. The session is a cookie that no script sees: the browser keeps it, or Electron's main process. */
export function signIn(email: string, password: string): Promise<SignInOutcome> {
  return attempt("/api/auth/sign-in/email", { email, password });
}

/** Gives the code that is asked for after the password: of the app, or one that was kept for when the app is lost. */
export function giveCode(kind: keyof typeof SECOND_STEP_PATHS, code: string): Promise<SignInOutcome> {
  return attempt(SECOND_STEP_PATHS[kind], { code });
}

async function attempt(path: string, body: unknown): Promise<SignInOutcome> {
  try {
    return await readOutcome(await post(path, body));
  } catch {
    return { kind: "failed", failure: { kind: "unreachable", cause: "network" } };
  }
}

/** Ends the session. The caller leaves after every answer: a session that could not be ended still expires. */
export async function signOut(): Promise<void> {
  await post("/api/auth/sign-out", {}).catch(() => {});
}

export async function readOutcome(response: Response): Promise<SignInOutcome> {
  const unreachable = response.headers.get(UNREACHABLE_HEADER);
  if (unreachable !== null) {
    const cause = UNREACHABLE_CAUSES.find((known) => known === unreachable) ?? "network";
    return { kind: "failed", failure: { kind: "unreachable", cause } };
  }
  const isJson = response.headers.get("content-type")?.startsWith("application/json") ?? false;
  if (!isJson) return { kind: "failed", failure: { kind: "notExcalibur" } };
  if (response.status === SECOND_STEP_STATUS) return { kind: "codeNeeded" };
  if (response.ok) return { kind: "signedIn" };
  if (response.status === 429)
    return { kind: "tooMany", retryAfterSeconds: Number(response.headers.get("retry-after")) || null };
  const refusal = refusalInBody.safeParse(await response.json()).data?.error;
  if (refusal !== undefined && SHOWN_AS_THEY_ARE.has(refusal.reason)) {
    return { kind: "failed", failure: { kind: "refused", fieldErrors: null, ...refusal } };
  }
  // A malformed address has no account: the same answer, which does not reveal who has an account.
  if (response.status === 401 || response.status === 400) return { kind: "wrong" };
  const requestId = response.headers.get("x-request-id");
  return { kind: "failed", failure: { kind: "fault", message: "Something went wrong on the server.", requestId } };
}

function post(path: string, body: unknown): Promise<Response> {
  return fetch(basePath + path, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify(body),
  });
}
