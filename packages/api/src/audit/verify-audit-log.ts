import type { AuditVerification } from "../contract/audit.ts";
import { firstLostHead } from "../domain/cosigned-heads.ts";
import { CHAIN_START, judgeEnd } from "../domain/audit-verification.ts";
import type { Services } from "../ports/services.ts";
import type { CosignedHead } from "../ports/witness-store.ts";
import { UNVERIFIED, verifyKnownHead, verifyRows, type BrokenLink, type ChainState } from "./verify-rows.ts";

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

  const heads = await services.data.witnesses.cosignedHeads(organizationId);
  const hashAt = new Map<number, string>();
  const cosigned = new Set(heads.map(({ sequence }) => sequence));
  let state: ChainState = UNVERIFIED;
  let atEnd = false;
  while (!atEnd && state.firstBad === null) {
    // Read before the rows: the row that the head names is committed, and must be found.
    const head = await audit.head(organizationId);
    const rows = await auditChain(organizationId, nextAfter(state), PAGE_SIZE);
    for (const { sequence, hash } of rows) if (cosigned.has(sequence)) hashAt.set(sequence, hash);
    state = verifyRows(state, rows, { sha256: services.secrets.hash, knownHead });
    atEnd = rows.length === 0;
    const verdict = atEnd ? judgeEnd(state.position, head) : "unbroken";
    if (verdict !== "unbroken") {
      const [row] = await auditChain(organizationId, verdict.sequence - 1, 1);
      state = { ...state, firstBad: { id: row?.id ?? null, ...verdict } };
    }
  }
  const { position, firstBad: firstBroken } = verifyKnownHead(state, knownHead);
  const lost = firstLostHead(heads, hashAt, position.sequence);
  const firstBad = firstBroken ?? (lost === null ? null : await cosignedRowLost(services, organizationId, lost));
  return {
    ok: firstBad === null,
    checked: position.sequence,
    head: position.hash,
    firstBad,
    cosigned: await lastCosigned(
      services,
      organizationId,
      heads.filter((head) => hashAt.get(head.sequence) === head.hash),
    ),
  };
}

/** At the beginning everything there is, also rows with numbers that no row of ours has. */
function nextAfter({ position }: ChainState): number | null {
  return position.sequence === CHAIN_START.sequence ? null : position.sequence;
}

async function cosignedRowLost(
  { data }: Pick<Services, "data">,
  organizationId: string,
  sequence: number,
): Promise<BrokenLink> {
  const [row] = await data.auditChain(organizationId, sequence - 1, 1);
  return { id: row?.sequence === sequence ? row.id : null, sequence, problem: "cosigned_row_lost" };
}

/** @param heads those that are in the log, in the order of the rows. */
async function lastCosigned(
  { data }: Pick<Services, "data">,
  organizationId: string,
  heads: readonly CosignedHead[],
): Promise<AuditVerification["cosigned"]> {
  const witnesses = await data.witnesses.list(organizationId);
  return witnesses.flatMap(({ id, name: witness }) => {
    const last = heads.findLast(({ witnessId }) => witnessId === id);
    return last === undefined ? [] : [{ witness, sequence: last.sequence, at: last.at }];
  });
}
