import type { ErrorData } from "@excalibur/api";
import type { RefusalReason } from "@excalibur/api/contract";
import { TRPCClientError } from "@trpc/client";
import type { CallResponse } from "./create-client.ts";

/** Why a call failed. */
export type Failure =
  /** The server understood the call and said no. */
  | {
      readonly kind: "refused";
      readonly reason: RefusalReason;
      readonly message: string;
      readonly httpStatus: number;
      /** What is wrong, by field of the input. */
      readonly fieldErrors: Readonly<Record<string, readonly string[]>>;
      readonly requestId: string | null;
      /** Seconds after which the same call may succeed, where the server knows; for example with 429 and 503. */
      readonly retryAfterSeconds: number | null;
    }
  /** A fault of the server. Its log has the request's id. */
  | {
      readonly kind: "fault";
      readonly message: string;
      readonly httpStatus: number;
      readonly requestId: string | null;
    }
  /** No answer of the server came. Whether a change was made is not known. `message` says what the network reported. */
  | { readonly kind: "unreachable"; readonly message: string };

/** @returns what an error of a call means; null for an error that is no call's, which should be thrown again. */
export function failureOf(error: unknown): Failure | null {
  if (!(error instanceof TRPCClientError)) return null;
  const { message } = error;
  const data = error.data as ErrorData | null | undefined;
  if (data == null) return { kind: "unreachable", message: innermostMessage(error) };
  const { reason, httpStatus, requestId } = data;
  if (reason === null) return { kind: "fault", message, httpStatus, requestId };
  return {
    kind: "refused",
    reason,
    message,
    httpStatus,
    fieldErrors: data.fieldErrors ?? {},
    requestId,
    retryAfterSeconds: retryAfterOf(error),
  };
}

function retryAfterOf({ meta }: { readonly meta?: Record<string, unknown> | undefined }): number | null {
  const response = meta?.["response"] as CallResponse | undefined;
  const sent = response?.headers.get("retry-after") ?? null;
  return sent === null ? null : Number(sent);
}

/** `fetch` reports "fetch failed", and why in the error's cause. */
function innermostMessage(error: Error): string {
  return error.cause instanceof Error ? innermostMessage(error.cause) : error.message;
}
