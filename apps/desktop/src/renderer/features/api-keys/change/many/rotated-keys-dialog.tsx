import { KeepTable } from "../../../../components/one-time-secret/keep-table.tsx";
import { OneTimeSecretDialog } from "../../../../ui/one-time-secret-dialog.tsx";
import { ScrollRegion } from "../../../../ui/scroll-region.tsx";
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
      <ScrollRegion
        label="The new keys"
        className="max-h-[45vh] rounded-lg border border-accent bg-accent-soft px-3 py-1.5"
      >
        <dl>
          {issued.map(({ key, secret }) => (
            <div key={key.id} className="py-1.5">
              <dt className="truncate font-medium">
                <bdi>{key.name}</bdi>
              </dt>
              <dd className="font-mono text-sm break-all select-all">{secret.reveal()}</dd>
            </div>
          ))}
        </dl>
      </ScrollRegion>
      <KeepTable fileName="excalibur-keys.csv" table={() => secretsTable(issued)} />
    </OneTimeSecretDialog>
  );
}
