import { Download, ShieldCheck } from "lucide-react";
import { useState } from "react";
import { isAllowed } from "@excalibur/api/contract";
import { toast } from "sonner";
import { useAccount } from "../../server/account.ts";
import { apiClient } from "../../server/api.ts";
import { describeFailure } from "../../server/describe-failure.ts";
import { readFailure } from "../../server/failure.ts";
import { requireOrganizationOfPage } from "../../server/organization-of-page.ts";
import { Button } from "../../ui/button.tsx";
import { Menu, MenuItem, MenuLabel } from "../../ui/menu.tsx";
import { auditInputOf, type AuditFilter } from "./audit-filter.ts";
import { EXPORT_FORMATS, exportAddress, type ExportFormat } from "./export-address.ts";
import { VerifyDialog } from "./verify-dialog.tsx";

/** What can be done with the log as a whole: take it along, and have its chain checked. */
export function LogActions({ filter }: { filter: AuditFilter }) {
  const role = useAccount()?.organization?.role;
  const [isVerifying, setVerifying] = useState(false);
  return (
    <>
      <Menu
        align="end"
        trigger={
          <Button>
            <Download aria-hidden className="size-3.5 max-[1080px]:hidden" />
            Export
          </Button>
        }
      >
        <MenuLabel>All rows under this filter</MenuLabel>
        {Object.entries(EXPORT_FORMATS).map(([format, words]) => (
          <MenuItem key={format} onSelect={() => void startExport(filter, format as ExportFormat)}>
            {words}
          </MenuItem>
        ))}
      </Menu>
      {role !== undefined && isAllowed(role, "verifyAudit") && (
        <Button onClick={() => setVerifying(true)}>
          <ShieldCheck aria-hidden className="size-3.5 max-[1080px]:hidden" />
          Verify chain
        </Button>
      )}
      {isVerifying && <VerifyDialog onClose={() => setVerifying(false)} />}
    </>
  );
}

/**
 * Reads one row before the file, since the browser does not show why a download was refused. Then the browser, or the
 * desktop's main process, writes the file as it arrives: it is never in the page's memory.
 */
async function startExport(filter: AuditFilter, format: ExportFormat): Promise<void> {
  try {
    await apiClient.audit.list.query({ ...auditInputOf(filter), limit: 1 });
  } catch (error) {
    const { title, detail } = describeFailure(readFailure(error));
    toast.error(`Nothing was exported. ${title}.`, { description: detail });
    return;
  }
  const link = document.createElement("a");
  link.href = exportAddress(requireOrganizationOfPage(), filter, format);
  link.download = "";
  link.click();
}
