import type { AuditRecord } from "../domain/audit-chain.ts";
import { judgeResumption, type ReadPosition, type Resumption } from "../domain/audit-resume.ts";
import { isAllowed } from "../domain/permission-policy.ts";
import { Refusal, refuse } from "../domain/refusal.ts";
import { requireSameReader } from "../exports/require-same-reader.ts";
import type { LiveFeed } from "../ports/live-bus.ts";
import type { MemberRequest } from "../ports/services.ts";

const PAGE_SIZE = 100;

/** Milliseconds after which a stream without rows says that it is alive; it takes a minute at most until the reader sees it. */
const HEARTBEAT_MS = 15_000;

/** An open stream: its pages, an empty one where it has caught up with the log and as a sign of life. */
export interface AuditStream {
  readonly pages: AsyncGenerator<readonly AuditRecord[]>;
  /** Aborts when the stream has to end, also while its reader does not read. */
  readonly ended: AbortSignal;
}

/**
 * Opens a stream of every row of an organization's log after a position, in the order of the numbers: the rows there are, then
 * each as it is committed. One page is in memory at a time; the next is read when it is asked for. The stream ends when
 * the access to it ends or changes, when this server process stops, when the log no longer has the row that was sent last, and
 * when the database can't be asked: its reader opens another one at its position and learns why.
 * @throws Refusal `not_permitted`, `audit_rows_lost`, `audit_row_differs`, `too_many_streams`.
 */
export async function openAuditStream(
  request: MemberRequest,
  from: ReadPosition,
  signal: AbortSignal,
): Promise<AuditStream> {
  const { organization, role, user, by } = request.member;
  if (by.kind !== "managementKey") throw refuse("management_key_missing");
  // A part of a chain proves nothing, so there is no stream of one.
  if (!isAllowed(role, "verifyAudit")) throw refuse("not_permitted");
  // Opened before anything is read, so that no row is committed unnoticed in between.
  const { live } = request.services;
  const feed = live.open({ organizationId: organization.id, userId: user.userId, managementKeyId: by.id });
  if (signal.aborted) feed.close();
  else signal.addEventListener("abort", () => feed.close(), { once: true });
  try {
    const { resumption } = await readPage(request, from, 0);
    if (resumption.kind === "lost") throw refuse("audit_rows_lost", { sequence: resumption.sequence });
    if (resumption.kind === "differs") throw refuse("audit_row_differs", { sequence: resumption.sequence });
    return { pages: followLog(request, feed, resumption.position, signal), ended: feed.ended };
  } catch (error) {
    feed.close();
    throw error;
  }
}

async function* followLog(
  request: MemberRequest,
  feed: LiveFeed,
  start: ReadPosition,
  signal: AbortSignal,
): AsyncGenerator<readonly AuditRecord[]> {
  const { services } = request;
  let position = start;
  let sentAtMs = -Infinity;
  try {
    while (!signal.aborted && !feed.ended.aborted) {
      await requireSameReader(request);
      const { resumption, rows } = await readPage(request, position, PAGE_SIZE);
      if (resumption.kind !== "resumed") return;
      const last = rows.at(-1);
      if (last !== undefined) {
        position = { sequence: last.sequence, hash: last.hash };
        sentAtMs = -Infinity;
        yield rows;
        if (rows.length === PAGE_SIZE) continue;
      }
      if (services.monotonicMs() - sentAtMs >= HEARTBEAT_MS) {
        yield [];
        sentAtMs = services.monotonicMs();
      }
      await somethingHappens(request, feed, sentAtMs, signal);
    }
  } catch (error) {
    if (!(error instanceof Refusal) && !services.isUnavailable(error)) throw error;
  } finally {
    feed.close();
  }
}

/** The rows after a position, read together with the row there: it shows that the log is still the one that was read before. */
async function readPage(
  { services: { data }, member }: MemberRequest,
  position: ReadPosition,
  limit: number,
): Promise<{ resumption: Resumption; rows: AuditRecord[] }> {
  const { id } = member.organization;
  const { sequence } = position;
  if (sequence === 0) {
    const rows = limit === 0 ? [] : await data.auditChain(id, null, limit);
    return { resumption: judgeResumption(position, null, 0), rows };
  }
  const [first, ...rest] = await data.auditChain(id, sequence - 1, limit + 1);
  const row = first?.sequence === sequence ? first : null;
  const head = row === null ? await data.audit.head(id) : row;
  return { resumption: judgeResumption(position, row, head.sequence), rows: rest };
}

/** Resolves when the log may have more rows, when a sign of life is due, and when the stream has to end. */
async function somethingHappens(
  { services }: MemberRequest,
  feed: LiveFeed,
  sentAtMs: number,
  signal: AbortSignal,
): Promise<void> {
  for (;;) {
    const news = await feed.next(signal);
    if (news.kind !== "changes" || news.changes.some(({ kind }) => kind === "audit")) return;
    if (services.monotonicMs() - sentAtMs >= HEARTBEAT_MS) return;
  }
}
