import { Check, Copy, Download } from "lucide-react";
import { Button } from "../../ui/button.tsx";
import { KeepFailed } from "./keep-failed.tsx";
import type { OneTimeSecret } from "./one-time-secret.ts";
import { useKeeping } from "./use-keeping.ts";

interface SecretBoxProps {
  secret: OneTimeSecret;
  fileName: string;
  /** What its button and its label call it. */
  words?: { readonly copy: string; readonly label: string };
}

const KEY_WORDS = { copy: "Copy key", label: "The new key" };

/** The secret in full, and the two ways to take it along. */
export function SecretBox({ secret, fileName, words = KEY_WORDS }: SecretBoxProps) {
  const { copy, save, hasCopied, words: status, failed } = useKeeping();
  return (
    <div className="space-y-2">
      <code
        aria-label={words.label}
        className="block rounded-lg border border-accent bg-accent-soft px-3 py-2.5 text-center font-mono text-base break-all select-all"
      >
        {secret.reveal()}
      </code>
      <div className="flex items-center gap-2">
        <Button look="primary" onClick={() => void copy(() => secret.reveal())}>
          {hasCopied() ? <Check aria-hidden className="size-4" /> : <Copy aria-hidden className="size-4" />}
          {hasCopied() ? "Copied" : words.copy}
        </Button>
        <Button onClick={() => void save(fileName, () => `${secret.reveal()}\n`)}>
          <Download aria-hidden className="size-4" />
          Save to file
        </Button>
        <p role="status" className="min-w-0 flex-1 text-sm text-muted">
          {status}
        </p>
      </div>
      <KeepFailed what={failed} />
    </div>
  );
}
