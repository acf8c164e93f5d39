import { Fragment } from "react";
import { Button } from "../../../ui/button.tsx";
import { Dialog, DialogActions, DialogBody } from "../../../ui/dialog.tsx";
import { SHORTCUTS } from "./shortcut-list.ts";

export default function ShortcutsDialog({ onClose }: { onClose: () => void }) {
  return (
    <Dialog title="Keyboard shortcuts" width="wide" onClose={onClose}>
      <DialogBody className="columns-2 gap-8 space-y-0">
        {Object.entries(SHORTCUTS).map(([screen, shortcuts]) => (
          <section key={screen} className="mb-5 break-inside-avoid last:mb-0">
            <h3 className="mb-1 text-sm text-muted">{screen}</h3>
            <dl>
              {shortcuts.map(({ keys, does }) => (
                <div key={does} className="flex items-center justify-between gap-4 py-1">
                  <dt>{does}</dt>
                  <dd className="flex shrink-0 items-center gap-1 text-muted">
                    {keys.map((key, index) => (
                      <Fragment key={key}>
                        {index > 0 && <span className="text-xs">then</span>}
                        <kbd className="min-w-5 rounded-sm border border-line-strong px-1.5 text-center font-sans text-xs leading-4">
                          {key}
                        </kbd>
                      </Fragment>
                    ))}
                  </dd>
                </div>
              ))}
            </dl>
          </section>
        ))}
      </DialogBody>
      <DialogActions className="pt-2">
        <Button onClick={onClose} autoFocus>
          Close
        </Button>
      </DialogActions>
    </Dialog>
  );
}
