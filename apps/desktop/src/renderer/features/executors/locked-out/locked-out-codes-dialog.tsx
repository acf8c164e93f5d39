import { KeepTable } from "../../../components/one-time-secret/keep-table.tsx";
import { SecretList } from "../../../components/one-time-secret/secret-list.tsx";
import { OneTimeSecretDialog } from "../../../ui/one-time-secret-dialog.tsx";
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
      <SecretList label="The new codes" secrets={codes.map((code) => ({ id: code.name, ...code }))} />
      <KeepTable fileName="excalibur-codes.csv" table={() => codesTable(codes)} />
    </OneTimeSecretDialog>
  );
}
