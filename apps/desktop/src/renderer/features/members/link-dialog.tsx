import { Check, Copy } from "lucide-react";
import { useRef, type ReactNode } from "react";
import { Button } from "../../ui/button.tsx";
import { useCopied } from "../../ui/copy-button.tsx";
import { copyText } from "../../ui/copy-text.ts";
import { Dialog, DialogActions, DialogBody } from "../../ui/dialog.tsx";
import { Input } from "../../ui/field.tsx";

interface LinkDialogProps {
  title: string;
  /** What it is for, for whom, and until when. */
  children: ReactNode;
  link: string;
  onClose: () => void;
}

/** A link to hand on by oneself. It is shown here and kept nowhere. */
export function LinkDialog({ title, children, link, onClose }: LinkDialogProps) {
  const [copied, markCopied] = useCopied();
  const field = useRef<HTMLInputElement>(null);
  const copy = async () => {
    if (await copyText(link)) markCopied();
  };
  return (
    <Dialog title={title} width="wide" onClose={onClose} description={children}>
      <DialogBody>
        <Input
          ref={field}
          readOnly
          aria-label="Link"
          value={link}
          onFocus={() => field.current?.select()}
          className="font-mono text-sm"
        />
        <p className="text-sm text-muted">
          Every holder of this link can use it, so send it to this person only. It is not shown again; you can always
          make a new one.
        </p>
      </DialogBody>
      <DialogActions>
        <Button onClick={onClose}>Close</Button>
        <Button look="primary" autoFocus onClick={() => void copy()} className="min-w-[108px]">
          {copied ? <Check aria-hidden className="size-4" /> : <Copy aria-hidden className="size-4" />}
          <span aria-live="polite">{copied ? "Copied" : "Copy link"}</span>
        </Button>
      </DialogActions>
    </Dialog>
  );
}
