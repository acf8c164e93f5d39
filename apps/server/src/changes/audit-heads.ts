import { findAuditHeadForUpdate, type AuditHead, type DatabaseTransaction, type Dialect } from "@excalibur/db";

/** The heads of audit logs that a transaction has locked. */
export class AuditHeads {
  readonly #client: DatabaseTransaction;
  readonly #dialect: Dialect;
  readonly #heads = new Map<string, Promise<AuditHead>>();

  constructor(client: DatabaseTransaction, dialect: Dialect) {
    this.#client = client;
    this.#dialect = dialect;
  }

  /** The head of an organization's log, locked until the transaction ends. */
  findForUpdate(organizationId: string): Promise<AuditHead> {
    const known = this.#heads.get(organizationId);
    if (known !== undefined) return known;
    const head = findAuditHeadForUpdate(this.#client, this.#dialect, organizationId);
    this.#heads.set(organizationId, head);
    return head;
  }
}
