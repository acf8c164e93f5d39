import type { AuditAction, AuditTarget } from "../domain/audit-actions.ts";
import type { AuditRecord } from "../domain/audit-chain.ts";
import type { ChainPosition } from "../domain/audit-verification.ts";
import type { AuditScope } from "../domain/audit-scope.ts";
import type { PageCursor } from "../domain/page-cursor.ts";

/** Which rows of one organization are asked for. What is null does not narrow them. */
export interface AuditFilter {
  readonly organizationId: string;
  /** What the reader may see. */
  readonly scope: AuditScope;
  readonly action: AuditAction | null;
  /** The id of a person or executor, a person's e-mail address then, or a kind of actor. */
  readonly actor: string | null;
  readonly targetKind: AuditTarget["kind"] | null;
  readonly targetId: string | null;
  /** At this instant or later. */
  readonly from: Date | null;
  /** Before this instant. */
  readonly to: Date | null;
}

export interface AuditPageQuery extends AuditFilter {
  readonly after: PageCursor | null;
  readonly limit: number;
}

/** The rows with numbers above `after`, up to `last`. */
export interface AuditRangeQuery extends AuditFilter {
  readonly after: number;
  readonly last: number;
}

export interface AuditReads {
  /** The newest first; at most `limit` rows after the cursor. */
  page(query: AuditPageQuery): Promise<AuditRecord[]>;
  /** The last link of the chain as it is stored beside the rows; the start of every chain when it is gone. */
  head(organizationId: string): Promise<ChainPosition>;
}
