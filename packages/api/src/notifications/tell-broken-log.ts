import type { AuditVerification } from "../contract/audit.ts";
import { change } from "../changes/change.ts";
import { NOTIFICATION_KINDS } from "../domain/notifications/notification-kinds.ts";
import type { Services } from "../ports/services.ts";

const KIND = "audit.broken";

/** Has channels told that an audit log is broken: once for each number at which it is. */
export async function tellBrokenLog(
  services: Pick<Services, "runChange">,
  organizationId: string,
  firstBad: NonNullable<AuditVerification["firstBad"]>,
): Promise<void> {
  await change({ services }, async (tx) => {
    const { sequence, problem } = firstBad;
    if (!(await tx.notifications.markBroken(organizationId, sequence))) return;
    tx.notifications.tell({
      organizationId,
      kind: KIND,
      level: NOTIFICATION_KINDS[KIND].level,
      at: tx.now,
      subject: { id: null, name: String(sequence) },
      details: { problem },
    });
  });
}
