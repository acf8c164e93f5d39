import { Search } from "lucide-react";
import { commandKeys, commandKeyShortcut } from "../../ui/command-key.ts";
import { KeyboardHint } from "../../ui/keyboard-hint.tsx";

export function PaletteButton({ onOpen }: { onOpen: () => void }) {
  return (
    <button
      type="button"
      aria-keyshortcuts={commandKeyShortcut("K")}
      onClick={onOpen}
      className="flex h-8 w-full items-center gap-2.5 rounded-md border border-line px-2 text-muted hover:bg-hover hover:text-ink"
    >
      <Search aria-hidden className="size-4" />
      <span className="flex-1 text-left">Jump to…</span>
      <KeyboardHint>{commandKeys("K")}</KeyboardHint>
    </button>
  );
}
