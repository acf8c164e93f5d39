/** Why an enrolment code, or what is asked with it, is refused: a part of `REQUEST_REFUSALS`. */
export const CODE_REFUSALS = {
  code_missing: {
    code: "UNAUTHORIZED",
    message: "No enrolment code was sent. Send it as the header 'Authorization: Bearer CODE'.",
  },
  code_invalid: {
    code: "UNAUTHORIZED",
    message:
      "This enrolment code can't be used: it is mistyped, has expired, was revoked or used up, or is for another name or kind. Ask for a new one.",
  },
  code_used: {
    code: "CONFLICT",
    message:
      "This enrolment code was used by another host already. If that was not you, revoke the key that it made. Ask for a new code.",
  },
  code_not_found: { code: "NOT_FOUND", message: "There is no such enrolment code in this organization." },
} as const;
