import { Check, Copy, Download } from "lucide-react";
import { Button } from "../../ui/button.tsx";
import { ScrollRegion } from "../../ui/scroll-region.tsx";
import { fillInKey } from "./fill-in-key.ts";
import { KeepFailed } from "./keep-failed.tsx";
import type { OneTimeSecret } from "./one-time-secret.ts";
import { useKeeping } from "./use-keeping.ts";

interface RecipeBoxProps {
  /** With the place of the key left open. */
  recipe: string;
  secret: OneTimeSecret;
  /** The file to save the key alone to; absent where the key stands beside the recipe, with its own ways to be kept. */
  keyFile?: string;
}

/** The text to paste, with the key in it, and the ways to take it or the key alone along. */
export function RecipeBox({ recipe, secret, keyFile }: RecipeBoxProps) {
  const { copy, save, hasCopied, words, failed } = useKeeping();
  const copied = hasCopied("recipe");
  const isAlone = keyFile !== undefined;
  return (
    <div className="space-y-2">
      <ScrollRegion
        label="The commands, with the new key in them"
        className={`rounded-lg px-3 py-2.5 ${isAlone ? "h-56 [@media(max-height:660px)]:h-28 border border-accent bg-accent-soft" : "h-(--recipe-height) bg-sunken"}`}
      >
        <pre className="font-mono text-sm">{fillInKey(recipe, secret.reveal())}</pre>
      </ScrollRegion>
      <div className="flex flex-wrap items-center gap-2">
        <Button
          look={isAlone ? "primary" : "plain"}
          onClick={() => void copy(() => fillInKey(recipe, secret.reveal()), "recipe")}
        >
          {copied ? <Check aria-hidden className="size-4" /> : <Copy aria-hidden className="size-4" />}
          {copied ? "Copied" : "Copy commands"}
        </Button>
        {isAlone && (
          <>
            <Button onClick={() => void copy(() => secret.reveal(), "key")}>
              {hasCopied("key") ? <Check aria-hidden className="size-4" /> : <Copy aria-hidden className="size-4" />}
              {hasCopied("key") ? "Copied" : "Copy the key alone"}
            </Button>
            <Button onClick={() => void save(keyFile, () => `${secret.reveal()}\n`)}>
              <Download aria-hidden className="size-4" />
              Save the key
            </Button>
          </>
        )}
        <p role="status" className="min-w-0 flex-1 basis-40 text-sm text-muted">
          {words}
        </p>
      </div>
      <KeepFailed what={failed} />
    </div>
  );
}
