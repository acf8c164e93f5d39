import { KeepTable } from "../../../../components/one-time-secret/keep-table.tsx";
import { SecretList } from "../../../../components/one-time-secret/secret-list.tsx";
import { OneTimeSecretDialog } from "../../../../ui/one-time-secret-dialog.tsx";
import type { IssuedKey } from "../../issue/issued-key.ts";
import { secretsTable } from "./secrets-table.ts";
import { keyCount } from "./selected-keys.ts";

interface RotatedKeysDialogProps {
  issued: readonly IssuedKey[];
  /** The only way to close it: pressing it confirms that the keys are stored. */
  onStored: () => void;
}

/** Shows the secrets of keys that were rotated together, the one time that they can be shown. */
export default function RotatedKeysDialog({ issued, onStored }: RotatedKeysDialogProps) {
  return (
    <OneTimeSecretDialog
      width="widest"
      title={`Store ${keyCount(issued.length)} now`}
      description="They are shown this one time. Excalibur keeps a fingerprint of each and can never show them again."
      confirm="I’ve stored these keys"
      onStored={onStored}
    >
      <SecretList
        label="The new keys"
        secrets={issued.map(({ key: { id, name }, secret }) => ({ id, name, secret }))}
      />
      <KeepTable fileName="excalibur-keys.csv" table={() => secretsTable(issued)} />
    </OneTimeSecretDialog>
  );
}
