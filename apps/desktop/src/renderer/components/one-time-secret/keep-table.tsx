import { Check, Copy, Download } from "lucide-react";
import { Button } from "../../ui/button.tsx";
import { KeepFailed } from "./keep-failed.tsx";
import { useKeeping } from "./use-keeping.ts";

interface KeepTableProps {
  /** The name of the file that is saved. */
  fileName: string;
  /** The secrets as CSV, made when they are kept. */
  table: () => string;
}

/** Saves or copies many secrets, the one time that they can be shown. */
export function KeepTable({ fileName, table }: KeepTableProps) {
  const { copy, save, hasCopied, words, failed } = useKeeping();
  return (
    <>
      <div className="mt-2 flex flex-wrap items-center gap-2">
        <Button look="primary" onClick={() => void save(fileName, table)}>
          <Download aria-hidden className="size-4" />
          Save as CSV
        </Button>
        <Button onClick={() => void copy(table)}>
          {hasCopied() ? <Check aria-hidden className="size-4" /> : <Copy aria-hidden className="size-4" />}
          {hasCopied() ? "Copied" : "Copy all"}
        </Button>
        <p role="status" className="min-w-0 flex-1 text-sm text-muted">
          {words}
        </p>
      </div>
      <KeepFailed what={failed} />
    </>
  );
}
