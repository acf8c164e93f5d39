import { useEffect, useState } from "react";
import { Check, Copy } from "lucide-react";
import { clock } from "../clock.ts";
import { IconButton } from "./button.tsx";
import { classNames } from "./class-names.ts";
import { copyText } from "./copy-text.ts";

const SAYS_COPIED_FOR_MS = 1_500;

/** Whether something was copied a moment ago, and how to say so. */
export function useCopied(): [copied: boolean, markCopied: () => void] {
  const [copiedAt, setCopiedAt] = useState<number | null>(null);
  useEffect(() => {
    if (copiedAt === null) return;
    const timer = setTimeout(() => setCopiedAt(null), SAYS_COPIED_FOR_MS);
    return () => clearTimeout(timer);
  }, [copiedAt]);
  return [copiedAt !== null, () => setCopiedAt(clock.monotonicMs())];
}

/** Copies a text that is no secret, and says that it did. */
export function CopyButton({ text, label, className }: { text: string; label: string; className?: string }) {
  const [copied, markCopied] = useCopied();
  const copy = async () => {
    if (await copyText(text)) markCopied();
  };
  return (
    <IconButton
      label={copied ? "Copied" : label}
      onClick={() => void copy()}
      className={classNames("size-5 rounded-sm", copied && "text-positive hover:text-positive", className)}
    >
      {copied ? <Check aria-hidden className="size-3" /> : <Copy aria-hidden className="size-3" />}
      <span role="status" className="sr-only">
        {copied ? "Copied" : ""}
      </span>
    </IconButton>
  );
}
