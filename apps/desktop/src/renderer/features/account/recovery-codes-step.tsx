import { Check, Copy, Download } from "lucide-react";
import { host } from "../../host/host.ts";
import { Button } from "../../ui/button.tsx";
import { useCopied } from "../../ui/copy-button.tsx";
import { copyText } from "../../ui/copy-text.ts";
import { DialogActions, DialogBody } from "../../ui/dialog.tsx";

interface RecoveryCodesStepProps {
  codes: readonly string[];
  onStored: () => void;
}

export function RecoveryCodesStep({ codes, onStored }: RecoveryCodesStepProps) {
  const [copied, markCopied] = useCopied();
  const text = codes.join("\n");
  const copy = async () => {
    if (await copyText(text)) markCopied();
  };
  const save = () => host.saveTextFile({ suggestedName: "excalibur-recovery-codes.txt", text: `${text}\n` });
  return (
    <>
      <DialogBody>
        <ul
          aria-label="Recovery codes"
          className="grid grid-cols-2 gap-x-6 gap-y-1 rounded-lg bg-sunken px-4 py-3 font-mono text-sm"
        >
          {codes.map((code) => (
            <li key={code}>{code}</li>
          ))}
        </ul>
        <div className="flex gap-2">
          <Button onClick={() => void copy()} className="min-w-[120px]">
            {copied ? <Check aria-hidden className="size-4" /> : <Copy aria-hidden className="size-4" />}
            <span aria-live="polite">{copied ? "Copied" : "Copy codes"}</span>
          </Button>
          <Button onClick={() => void save()}>
            <Download aria-hidden className="size-4" />
            Save to file
          </Button>
        </div>
      </DialogBody>
      <DialogActions>
        <Button look="primary" onClick={onStored}>
          I’ve stored these codes
        </Button>
      </DialogActions>
    </>
  );
}
