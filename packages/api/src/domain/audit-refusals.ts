/** Why an audit stream, or what a witness sends, is refused: a part of `REQUEST_REFUSALS`. `{sequence}` is replaced by the number of a row. */
export const AUDIT_REFUSALS = {
  audit_rows_lost: {
    code: "CONFLICT",
    message:
      "The log ends before row {sequence}, and you say that you have read it: every row from {sequence} on was lost, and perhaps earlier ones. The database was restored from a backup, or rows were removed. Keep what you have, and read the log again from its beginning: excalibur-audit verify of both names the first lost row.",
  },
  audit_row_differs: {
    code: "CONFLICT",
    message:
      "Row {sequence} of the log has another hash than the one you have read: the database was restored and changed again, or the log was written again. Keep what you have, and read the log again from its beginning: excalibur-audit verify of both names the first lost row.",
  },
  witness_key_wrong: {
    code: "BAD_REQUEST",
    message: "This is not the key of a witness, or not all of it. Copy again what excalibur-audit witness-key shows.",
  },
  witness_exists: {
    code: "CONFLICT",
    message: "The organization has a witness of this name. Remove it first, or give the new one another name.",
  },
  witness_limit: {
    code: "CONFLICT",
    message: "The organization has 10 witnesses, which is as many as there may be. Remove one first.",
  },
  witness_not_found: { code: "NOT_FOUND", message: "There is no such witness here. It may have been removed." },
  cosignature_wrong: {
    code: "FORBIDDEN",
    message:
      "No witness of this organization has signed this checkpoint: an owner must register the witness's key first, or the note was changed on its way.",
  },
  too_many_streams: {
    code: "TOO_MANY_REQUESTS",
    message: "Too many audit streams are open already with this management key or in this organization. Close some.",
    retryAfterMs: 30_000,
  },
} as const;
