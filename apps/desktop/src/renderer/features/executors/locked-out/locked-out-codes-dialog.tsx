import { KeepTable } from "../../../components/one-time-secret/keep-table.tsx";
import { OneTimeSecretDialog } from "../../../ui/one-time-secret-dialog.tsx";
import { ScrollRegion } from "../../../ui/scroll-region.tsx";
import { codesTable, type LockedOutCodesView } from "./locked-out-codes.ts";

interface LockedOutCodesDialogProps {
  codes: LockedOutCodesView;
  /** The only way to close it: pressing it confirms that the codes are stored. */
  onStored: () => void;
}

/** Shows the codes of executors that are locked out, the one time that they can be shown. */
export default function LockedOutCodesDialog({ codes, onStored }: LockedOutCodesDialogProps) {
  return (
    <OneTimeSecretDialog
      width="wide"
      title={codes.length === 1 ? "Store 1 code now" : `Store ${codes.length.toLocaleString("en")} codes now`}
      description="On each host, delete the old key file and run excalibur-executor enroll with its code. Each code is good once, within a day, and is shown this one time."
      confirm="I’ve stored these codes"
      onStored={onStored}
    >
      <ScrollRegion
        label="The new codes"
        className="max-h-[45vh] rounded-lg border border-accent bg-accent-soft px-3 py-1.5"
      >
        <dl>
          {codes.map(({ name, secret }) => (
            <div key={name} className="flex items-center justify-between gap-4 py-1.5">
              <dt className="truncate font-medium">{name}</dt>
              <dd className="shrink-0 font-mono text-sm select-all">{secret.reveal()}</dd>
            </div>
          ))}
        </dl>
      </ScrollRegion>
      <KeepTable fileName="excalibur-codes.csv" table={() => codesTable(codes)} />
    </OneTimeSecretDialog>
  );
}
