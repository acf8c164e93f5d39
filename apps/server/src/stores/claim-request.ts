import { RequestClaimedError, type ClaimedRequest } from "@excalibur/api/server";
import { isUniqueViolation, type DatabaseTransaction } from "@excalibur/db";

/**
 * Inserts the row that a request can have only once. On PostgreSQL it waits for a transaction that is inserting the same row.
 * @throws RequestClaimedError
 */
export async function claimRequest(client: DatabaseTransaction, request: ClaimedRequest, now: Date): Promise<void> {
  try {
    await client.idempotentRequest.create({ data: { ...request, claimedAt: now } });
  } catch (error) {
    if (isUniqueViolation(error)) throw new RequestClaimedError();
    throw error;
  }
}
