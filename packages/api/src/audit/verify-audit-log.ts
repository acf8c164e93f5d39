import type { AuditVerification } from "../contract/audit.ts";
import { CHAIN_START, judgeEnd } from "../domain/audit-verification.ts";
import type { Services } from "../ports/services.ts";
import { UNVERIFIED, verifyKnownHead, verifyRows, type ChainState } from "./verify-rows.ts";

const PAGE_SIZE = 1_000;

/**
 * Checks every row of the organization's audit log against its hash and its neighbour, and the last one against the head.
 * Waits for no change that is made meanwhile: it is checked too, or comes after the answer.
 * @param knownHead a hash noted earlier: only with one does it show when the log was cut off together with its head.
 */
export async function verifyAuditLog(
  { services }: { readonly services: Pick<Services, "data" | "secrets"> },
  organizationId: string,
  knownHead: string | null,
): Promise<AuditVerification> {
  const { audit, auditChain } = services.data;

  let state: ChainState = UNVERIFIED;
  let atEnd = false;
  while (!atEnd && state.firstBad === null) {
    // Read before the rows: the row that the head names is committed, and must be found.
    const head = await audit.head(organizationId);
    const rows = await auditChain(organizationId, nextAfter(state), PAGE_SIZE);
    state = verifyRows(state, rows, { sha256: services.secrets.hash, knownHead });
    atEnd = rows.length === 0;
    const verdict = atEnd ? judgeEnd(state.position, head) : "unbroken";
    if (verdict !== "unbroken") {
      const [row] = await auditChain(organizationId, verdict.sequence - 1, 1);
      state = { ...state, firstBad: { id: row?.id ?? null, ...verdict } };
    }
  }
  const { position, firstBad } = verifyKnownHead(state, knownHead);
  return { ok: firstBad === null, checked: position.sequence, head: position.hash, firstBad };
}

/** At the beginning everything there is, also rows with numbers that no row of ours has. */
function nextAfter({ position }: ChainState): number | null {
  return position.sequence === CHAIN_START.sequence ? null : position.sequence;
}
