import { Check, Copy, Download } from "lucide-react";
import { useState } from "react";
import { host } from "../../../host/host.ts";
import { Button } from "../../../ui/button.tsx";
import { Callout } from "../../../ui/callout.tsx";
import type { OneTimeSecret } from "./issued-key.ts";

type Kept =
  | { kind: "nothing" }
  | { kind: "copied"; clearsAfterMs: number | null }
  | { kind: "saved" }
  | { kind: "failed"; what: "copied" | "saved" };

/** The secret in full, and the two ways to take it along. */
export function SecretBox({ secret, fileName }: { secret: OneTimeSecret; fileName: string }) {
  const [kept, setKept] = useState<Kept>({ kind: "nothing" });

  const copy = async () => {
    try {
      const { clearsAfterMs } = await host.copySecret(secret.reveal());
      setKept({ kind: "copied", clearsAfterMs });
    } catch {
      setKept({ kind: "failed", what: "copied" });
    }
  };
  const save = async () => {
    try {
      const outcome = await host.saveTextFile({ suggestedName: fileName, text: `${secret.reveal()}\n` });
      if (outcome === "saved") setKept({ kind: "saved" });
    } catch {
      setKept({ kind: "failed", what: "saved" });
    }
  };

  return (
    <div className="space-y-2">
      <code
        aria-label="The new key"
        className="block rounded-lg border border-accent bg-accent-soft px-3 py-2.5 text-center font-mono text-base break-all select-all"
      >
        {secret.reveal()}
      </code>
      <div className="flex items-center gap-2">
        <Button look="primary" onClick={() => void copy()}>
          {kept.kind === "copied" ? <Check aria-hidden className="size-4" /> : <Copy aria-hidden className="size-4" />}
          {kept.kind === "copied" ? "Copied" : "Copy key"}
        </Button>
        <Button onClick={() => void save()}>
          <Download aria-hidden className="size-4" />
          Save to file
        </Button>
        <p role="status" className="min-w-0 flex-1 text-sm text-muted">
          {wordsFor(kept)}
        </p>
      </div>
      {kept.kind === "failed" && (
        <Callout tone="danger" urgent>
          The key could not be {kept.what}. Select it above and copy it by hand.
        </Callout>
      )}
    </div>
  );
}

function wordsFor(kept: Kept): string {
  switch (kept.kind) {
    case "copied":
      return kept.clearsAfterMs === null
        ? "Clear your clipboard once you have stored it."
        : `The clipboard is cleared in ${kept.clearsAfterMs / 1000} s if it still holds the key.`;
    case "saved":
      return "Saved. Move it to its executor and delete the file here.";
    default:
      return "";
  }
}
