import { useState } from "react";
import { host } from "../../host/host.ts";

/** The result of copying or saving a secret. */
type Kept =
  | { kind: "nothing" }
  | { kind: "copied"; what: string; clearsAfterMs: number | null }
  | { kind: "saved" }
  | { kind: "failed"; what: "copied" | "saved" };

/**
 * The two ways to take a secret along, and the words for what came of it. The texts are asked for when they are needed,
 * so that nothing here holds them.
 */
export function useKeeping() {
  const [kept, setKept] = useState<Kept>({ kind: "nothing" });
  /** @param what names the text among others that can be copied here. */
  const copy = async (text: () => string, what = "") => {
    try {
      const { clearsAfterMs } = await host.copySecret(text());
      setKept({ kind: "copied", what, clearsAfterMs });
    } catch {
      setKept({ kind: "failed", what: "copied" });
    }
  };
  const save = async (suggestedName: string, text: () => string) => {
    try {
      const outcome = await host.saveTextFile({ suggestedName, text: text() });
      if (outcome === "saved") setKept({ kind: "saved" });
    } catch {
      setKept({ kind: "failed", what: "saved" });
    }
  };
  return {
    copy,
    save,
    /** Whether the text of that name is what was copied last. */
    hasCopied: (what = "") => kept.kind === "copied" && kept.what === what,
    words: describeKept(kept),
    failed: kept.kind === "failed" ? kept.what : null,
  };
}

function describeKept(kept: Kept): string {
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
