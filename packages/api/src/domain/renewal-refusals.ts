/** Why a renewal is refused: a part of `REQUEST_REFUSALS`. */
export const RENEWAL_REFUSALS = {
  renewal_pending: {
    code: "CONFLICT",
    message:
      "A renewal of this API key is under way with another secret, which was not used yet. Use that one, or wait until it ends: after 24 hours at the latest.",
  },
  renewal_not_bound: {
    code: "CONFLICT",
    message: "This executor does not use this API key, so it can't renew it. Sync with the key first.",
  },
  key_unused: {
    code: "CONFLICT",
    message: "No executor uses this API key, so none can renew it. Rotate it instead.",
  },
  too_many_renewals: {
    code: "TOO_MANY_REQUESTS",
    message: "This executor has asked to renew its API key too often. Keep the key and wait before asking again.",
  },
} as const;
