import type { LockedOutExecutor } from "@excalibur/api/contract";
import { OneTimeSecret } from "../../../components/one-time-secret/one-time-secret.ts";
import { apiClient } from "../../../server/api.ts";
import { RelativeTime } from "../../../time/time-text.tsx";
import { Button } from "../../../ui/button.tsx";
import { Dialog, DialogActions, DialogBody } from "../../../ui/dialog.tsx";
import { FailureCallout } from "../../../ui/failure-callout.tsx";
import { ScrollRegion } from "../../../ui/scroll-region.tsx";
import { useAction } from "../../../ui/use-action.ts";
import type { LockedOutCodesView } from "./locked-out-codes.ts";

interface LockedOutDialogProps {
  lockedOut: { total: number; items: LockedOutExecutor[] };
  mayManage: boolean;
  onClose: () => void;
  onMade: (codes: LockedOutCodesView) => void;
}

/** Names the executors that are locked out, and makes a code for each. */
export default function LockedOutDialog({ lockedOut, mayManage, onClose, onMade }: LockedOutDialogProps) {
  const { total, items } = lockedOut;
  const { isRunning, failure, run } = useAction(async () => {
    const { codes } = await apiClient.codes.createForLockedOut.mutate({});
    onMade(codes.map(({ code, secret }) => ({ name: code.name ?? "", secret: new OneTimeSecret(secret) })));
  });
  return (
    <Dialog
      width="wide"
      title="Executors that are locked out"
      description="Their keys were renewed or made after the backup that this server was restored from. They say themselves, without a proof, that this organization accepted them before. Give a code to a host that you know, and to no other."
      onClose={onClose}
    >
      <DialogBody>
        {failure !== null && <FailureCallout failure={failure} />}
        <ScrollRegion label="Executors that are locked out" className="max-h-[45vh] rounded-lg bg-sunken px-3 py-1.5">
          <ul>
            {items.map((executor) => (
              <LockedOutLine key={executor.name} executor={executor} />
            ))}
            {items.length < total && <li className="py-1 text-muted">and {total - items.length} more</li>}
          </ul>
        </ScrollRegion>
      </DialogBody>
      <DialogActions>
        <Button onClick={onClose}>Close</Button>
        {mayManage && items.length > 0 && (
          <Button look="primary" busy={isRunning} onClick={run}>
            {items.length === 1 ? "Make a code for it" : `Make ${items.length.toLocaleString("en")} codes`}
          </Button>
        )}
      </DialogActions>
    </Dialog>
  );
}

function LockedOutLine({
  executor: { name, executorId, host, address, since, lastAt },
}: {
  executor: LockedOutExecutor;
}) {
  return (
    <li className="flex items-start justify-between gap-4 py-1.5">
      <span className="min-w-0">
        <span className="block font-medium [overflow-wrap:anywhere]">{name}</span>
        <span className="block text-sm text-muted [overflow-wrap:anywhere]">
          {host === null ? "" : `${host}, `}
          {address}
          {executorId === null && ". No executor of this name is here: it was connected after the backup."}
        </span>
      </span>
      <span className="shrink-0 text-right text-sm text-muted">
        <span className="block">
          since <RelativeTime at={since} />
        </span>
        <span className="block">
          last try <RelativeTime at={lastAt} />
        </span>
      </span>
    </li>
  );
}
