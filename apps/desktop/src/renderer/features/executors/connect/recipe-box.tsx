import { Check, Copy, Download } from "lucide-react";
import { fillInKey } from "../../../parts/one-time-secret/fill-in-key.ts";
import { KeepFailed } from "../../../parts/one-time-secret/keep-failed.tsx";
import type { OneTimeSecret } from "../../../parts/one-time-secret/one-time-secret.ts";
import { useKeeping } from "../../../parts/one-time-secret/use-keeping.ts";
import { Button } from "../../../ui/button.tsx";
import { ScrollRegion } from "../../../ui/scroll-region.tsx";

interface RecipeBoxProps {
  /** With the place of the key left open. */
  recipe: string;
  secret: OneTimeSecret;
  /** The executor's name, for the name of the file. */
  name: string;
}

/** The text to paste, with the key in it, and the ways to take it or the key alone along. */
export function RecipeBox({ recipe, secret, name }: RecipeBoxProps) {
  const { copy, save, hasCopied, words, failed } = useKeeping();
  const copied = hasCopied("recipe");
  return (
    <div className="space-y-2">
      <ScrollRegion
        label="The commands, with the new key in them"
        className="h-56 rounded-lg border border-accent bg-accent-soft px-3 py-2.5"
      >
        <pre className="font-mono text-sm">{fillInKey(recipe, secret.reveal())}</pre>
      </ScrollRegion>
      <div className="flex flex-wrap items-center gap-2">
        <Button look="primary" onClick={() => void copy(() => fillInKey(recipe, secret.reveal()), "recipe")}>
          {copied ? <Check aria-hidden className="size-4" /> : <Copy aria-hidden className="size-4" />}
          {copied ? "Copied" : "Copy commands"}
        </Button>
        <Button onClick={() => void copy(() => secret.reveal(), "key")}>
          {hasCopied("key") ? <Check aria-hidden className="size-4" /> : <Copy aria-hidden className="size-4" />}
          {hasCopied("key") ? "Copied" : "Copy the key alone"}
        </Button>
        <Button onClick={() => void save(`${name}.key`, () => `${secret.reveal()}\n`)}>
          <Download aria-hidden className="size-4" />
          Save the key
        </Button>
        <p role="status" className="min-w-0 flex-1 basis-40 text-sm text-muted">
          {words}
        </p>
      </div>
      <KeepFailed what={failed} />
    </div>
  );
}
