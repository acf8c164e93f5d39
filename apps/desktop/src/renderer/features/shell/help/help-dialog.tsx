import { SYNC_REFUSALS } from "@excalibur/api/contract";
import type { ReactNode } from "react";
import { Button } from "../../../ui/button.tsx";
import { Dialog, DialogActions, DialogBody } from "../../../ui/dialog.tsx";

interface HelpDialogProps {
  onClose: () => void;
  onShowShortcuts: () => void;
}

/** What this app is for, how an executor is connected, and what each refusal means. */
export default function HelpDialog({ onClose, onShowShortcuts }: HelpDialogProps) {
  return (
    <Dialog title="Help" width="wide" onClose={onClose}>
      <DialogBody>
        <Part title="What this is">
          Executors run on your own machines. At every sync, each presents an API key of this organization. A key that
          is revoked here is refused from that moment on, by every server.
        </Part>
        <Part title="Connect an executor">
          In Executors, press <strong>Connect new executor</strong>, say where it will run and what it is called, and
          paste the commands on that machine while the dialog is open: it says when the first sync has come. The key in
          them is shown this one time.
        </Part>
        <Part title="Change a key without downtime">
          In API keys, press <strong>New key</strong> and choose <strong>Existing executor</strong>. The executor goes
          on with its old key until it presents the new one. <strong>Rotate…</strong> revokes the old key at once
          instead.
        </Part>
        <Part title="A key has leaked">
          Paste it into the search of API keys: only its first 8 characters are kept, and they find it. Then{" "}
          <strong>Revoke…</strong> says which executors go offline.
        </Part>
        <section>
          <h3 className="font-semibold">What a refused executor says</h3>
          <dl className="mt-1 space-y-2">
            {Object.entries(SYNC_REFUSALS).map(([reason, { message }]) => (
              <div key={reason}>
                <dt className="font-mono text-sm [overflow-wrap:anywhere]">{reason}</dt>
                <dd className="text-muted">{message}</dd>
              </div>
            ))}
          </dl>
        </section>
      </DialogBody>
      <DialogActions>
        <Button className="mr-auto" onClick={onShowShortcuts}>
          Keyboard shortcuts
        </Button>
        <Button onClick={onClose} autoFocus>
          Close
        </Button>
      </DialogActions>
    </Dialog>
  );
}

function Part({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section>
      <h3 className="font-semibold">{title}</h3>
      <p className="mt-0.5 text-pretty text-muted">{children}</p>
    </section>
  );
}
