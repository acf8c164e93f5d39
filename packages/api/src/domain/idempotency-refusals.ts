/** Why a request that names itself by an `Idempotency-Key` is refused. */
export const IDEMPOTENCY_REFUSALS = {
  idempotency_key_reused: {
    code: "CONFLICT",
    message: "This Idempotency-Key was used for another request. Send a new one with each new request.",
  },
  idempotency_key_in_use: {
    code: "CONFLICT",
    message: "The request with this Idempotency-Key is being answered. Send it again in a second.",
  },
  idempotency_answer_lost: {
    code: "CONFLICT",
    message:
      "The request with this Idempotency-Key was carried out, but its answer is lost. Read what it changed before you send another.",
  },
} as const;
