import { verifyAuditLog } from "../audit/verify-audit-log.ts";
import type { AuditVerification } from "../contract/audit.ts";
import type { MemberRequest, Services } from "../ports/services.ts";
import { tellBrokenLog } from "./tell-broken-log.ts";

const CHECKED_EVERY_MS = 24 * 60 * 60 * 1000;

/** Verifies an audit log as people ask for it, and has channels told when its rows are broken. */
export async function verifyAndTell(request: MemberRequest, knownHead: string | null): Promise<AuditVerification> {
  const organizationId = request.member.organization.id;
  const verification = await verifyAuditLog(request, organizationId, knownHead);
  await tellIfBroken(request, organizationId, verification);
  return verification;
}

/**
 * Verifies, once a day, each audit log of which channels want to be told that it is broken; of several server processes, one
 * does. To be called every few minutes. @returns how many were verified.
 */
export async function checkAuditLogs(services: Services): Promise<number> {
  let checked = 0;
  const now = services.now();
  const before = new Date(now.getTime() - CHECKED_EVERY_MS);
  for (const organizationId of await services.data.organizationsToCheck(before)) {
    const { result: isOurs } = await services.runChange((tx) =>
      tx.notifications.claimLogCheck(organizationId, { before, at: now }),
    );
    if (!isOurs) continue;
    await tellIfBroken({ services }, organizationId, await verifyAuditLog({ services }, organizationId, null));
    checked += 1;
  }
  return checked;
}

/** A hash that people noted and that is not found says nothing of the rows: it may be mistyped. */
async function tellIfBroken(
  { services }: { readonly services: Services },
  organizationId: string,
  { firstBad }: AuditVerification,
): Promise<void> {
  if (firstBad === null || firstBad.problem === "head_not_found") return;
  await tellBrokenLog(services, organizationId, firstBad);
}
