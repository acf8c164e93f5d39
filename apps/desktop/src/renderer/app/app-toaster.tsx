import type { FocusEvent } from "react";
import { Toaster } from "sonner";
import { useTheme } from "../theme/theme.ts";

/**
 * Short messages about what was done. The library would send the focus back to where it came from, whenever it leaves a
 * message and once the messages are gone: Tab would not get past one, and a person who types would be interrupted.
 */
export function AppToaster() {
  return (
    <div onFocusCapture={hide} onBlurCapture={hide}>
      <Toaster position="bottom-right" theme={useTheme()} gap={8} />
    </div>
  );
}

function hide(event: FocusEvent): void {
  event.stopPropagation();
}
