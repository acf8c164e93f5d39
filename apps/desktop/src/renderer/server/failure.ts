import type { ErrorData } from "@excalibur/api";
import { REQUEST_REFUSALS, SYNC_REFUSALS, type RefusalReason } from "@excalibur/api/contract";
import { TRPCClientError } from "@trpc/client";
import { UNREACHABLE_CAUSES, UNREACHABLE_HEADER, type UnreachableCause } from "../../shared/host-bridge.ts";

const REFUSALS = { ...REQUEST_REFUSALS, ...SYNC_REFUSALS };

/** Everything that can go wrong with a call, as the screens distinguish it. */
export type Failure =
  /** The server refused, with a reason of its closed list. */
  | { kind: "refused"; reason: RefusalReason; message: string; fieldErrors: Record<string, string[]> | null }
  /** No server answered. */
  | { kind: "unreachable"; cause: UnreachableCause }
  /** The answer is not Excalibur's: a proxy's page, for example. */
  | { kind: "notExcalibur" }
  /** The server failed, or this page did. */
  | { kind: "fault"; message: string; requestId: string | null };

/** Reads a failure from the error of a call. */
export function readFailure(error: unknown): Failure {
  if (!(error instanceof TRPCClientError))
    return { kind: "fault", message: "Something went wrong in this app.", requestId: null };
  const data = error.data as ErrorData | null | undefined;
  return data == null ? unanswered(error) : answeredFailure(error.message, data);
}

/** A failure that the server answered with. @param data the fields of its answer besides the message. */
export function answeredFailure(message: string, { reason, requestId, fieldErrors }: ErrorData): Failure {
  return reason === null ? { kind: "fault", message, requestId } : { kind: "refused", reason, message, fieldErrors };
}

/** Whether trying again may succeed without a change by a person. */
export function mayPass(failure: Failure): boolean {
  return (
    failure.kind === "unreachable" ||
    (failure.kind === "refused" && (failure.reason === "unavailable" || failure.reason === "busy"))
  );
}

/** Whether the record does not exist, or no longer exists: a retry gets the same answer. */
export function isMissing(failure: Failure): boolean {
  return failure.kind === "refused" && REFUSALS[failure.reason].code === "NOT_FOUND";
}

function unanswered(error: TRPCClientError<never>): Failure {
  const response = error.meta?.["response"];
  // The batching link loses the response of which it could not read the body.
  if (error.cause instanceof SyntaxError) return { kind: "notExcalibur" };
  if (error.cause?.name === "TimeoutError") return { kind: "unreachable", cause: "timeout" };
  if (!(response instanceof Response)) return { kind: "unreachable", cause: "network" };
  const cause = response.headers.get(UNREACHABLE_HEADER);
  if (cause === null) return { kind: "notExcalibur" };
  return { kind: "unreachable", cause: UNREACHABLE_CAUSES.find((known) => known === cause) ?? "network" };
}
