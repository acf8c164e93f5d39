import { ShieldCheck } from "lucide-react";
import { useState } from "react";
import { isAllowed } from "@excalibur/api/contract";
import { ExportListMenu } from "../../lists/export/export-menu.tsx";
import { useAccount } from "../../server/account.ts";
import { apiClient } from "../../server/api.ts";
import { Button } from "../../ui/button.tsx";
import { auditInputOf, type AuditFilter } from "./audit-filter.ts";
import { VerifyDialog } from "./verify-dialog.tsx";
import { WitnessesDialog } from "./witnesses-dialog.tsx";

/** What can be done with the log as a whole: export it, and have its chain checked. */
export function LogActions({ filter }: { filter: AuditFilter }) {
  const role = useAccount()?.organization?.role;
  const [shown, setShown] = useState<"verify" | "witnesses" | null>(null);
  const input = auditInputOf(filter);
  return (
    <>
      <ExportListMenu list="audit" filter={input} readOne={() => apiClient.audit.list.query({ ...input, limit: 1 })} />
      {role !== undefined && isAllowed(role, "verifyAudit") && (
        <Button onClick={() => setShown("verify")}>
          <ShieldCheck aria-hidden className="size-3.5 max-[1080px]:hidden" />
          Verify chain
        </Button>
      )}
      {shown === "verify" && <VerifyDialog onClose={() => setShown(null)} onWitnesses={() => setShown("witnesses")} />}
      {shown === "witnesses" && <WitnessesDialog onClose={() => setShown("verify")} />}
    </>
  );
}
