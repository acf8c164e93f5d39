/** Why an audit stream is refused: a part of `REQUEST_REFUSALS`. `{sequence}` is replaced by the number of a row. */
export const AUDIT_REFUSALS = {
  audit_rows_lost: {
    code: "CONFLICT",
    message:
      "The log ends before row {sequence}, and you say that you have read it: every row from {sequence} on was lost. The database was restored from a backup, or rows were removed. Keep what you have; read the log again from its beginning.",
  },
  audit_row_differs: {
    code: "CONFLICT",
    message:
      "Row {sequence} of the log has another hash than the one you have read: the database was restored and changed again, or the log was written again. Keep what you have; read the log again from its beginning and compare.",
  },
  too_many_streams: {
    code: "TOO_MANY_REQUESTS",
    message: "Too many audit streams are open already with this management key or in this organization. Close some.",
    retryAfterMs: 30_000,
  },
} as const;
