/** One request of a program, named by the program with an idempotency key. */
export interface ClaimedRequest {
  readonly organizationId: string;
  readonly managementKeyId: string;
  /** SHA-256 of the idempotency key, hexadecimal. */
  readonly keyHash: string;
  /** SHA-256 of what was asked for, hexadecimal: another request must not be taken for this one. */
  readonly requestHash: string;
}

/** A change with the same idempotency key was committed before. The transaction it is thrown in is rolled back. */
export class RequestClaimedError extends Error {
  override readonly name = "RequestClaimedError";
}
