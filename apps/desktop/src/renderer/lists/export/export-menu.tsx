import { EXPORT_FORMATS, type ExportedList, type ExportFormat } from "@excalibur/api/contract";
import { Download } from "lucide-react";
import type { ReactNode } from "react";
import { toast } from "sonner";
import { describeFailure } from "../../server/describe-failure.ts";
import { readFailure } from "../../server/failure.ts";
import { requireOrganizationOfPage } from "../../server/organization-of-page.ts";
import { Button } from "../../ui/button.tsx";
import { Menu, MenuItem, MenuLabel } from "../../ui/menu.tsx";
import { exportAddress, type ListFilter } from "./export-address.ts";

const FORMAT_LABELS: Readonly<Record<ExportFormat, string>> = {
  csv: "CSV, for a spreadsheet",
  jsonl: "JSON Lines, for programs",
};

interface ExportMenuProps {
  /** What will be in the file: "All rows under this filter". */
  what: string;
  onExport: (format: ExportFormat) => Promise<void>;
  trigger?: ReactNode;
}

/** Asks for the form of a file, and says why when there is none. */
export function ExportMenu({ what, onExport, trigger }: ExportMenuProps) {
  const start = async (format: ExportFormat) => {
    try {
      await onExport(format);
    } catch (error) {
      const { title, detail } = describeFailure(readFailure(error));
      toast.error(`Nothing was exported. ${title}.`, { description: detail });
    }
  };
  return (
    <Menu
      align="end"
      trigger={
        trigger ?? (
          <Button>
            <Download aria-hidden className="size-3.5 max-[1080px]:hidden" />
            Export
          </Button>
        )
      }
    >
      <MenuLabel>{what}</MenuLabel>
      {EXPORT_FORMATS.map((format) => (
        <MenuItem key={format} onSelect={() => void start(format)}>
          {FORMAT_LABELS[format]}
        </MenuItem>
      ))}
    </Menu>
  );
}

interface ExportListMenuProps {
  list: ExportedList;
  filter: ListFilter;
  /** Reads one row under the filter: the browser does not show why a download was refused. */
  readOne: () => Promise<unknown>;
}

/**
 * Exports a list under its filter. The browser, or the desktop's main process, writes the file as it arrives: it is never in
 * the page's memory.
 */
export function ExportListMenu({ list, filter, readOne }: ExportListMenuProps) {
  const download = async (format: ExportFormat) => {
    await readOne();
    const link = document.createElement("a");
    link.href = exportAddress(list, { organization: requireOrganizationOfPage(), filter, format });
    link.download = "";
    link.click();
  };
  return <ExportMenu what="All rows under this filter" onExport={download} />;
}
