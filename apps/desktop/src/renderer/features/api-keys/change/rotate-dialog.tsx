import { rotatedName, type ApiKeyView } from "@excalibur/api/contract";
import { apiClient } from "../../../server/api.ts";
import { serverNow } from "../../../server/server-clock.ts";
import { exactTime } from "../../../time/relative-time.ts";
import { OneTimeSecret } from "../../../components/one-time-secret/one-time-secret.ts";
import type { IssuedKey } from "../issue/issued-key.ts";
import { keyWasRotated } from "../../../components/key-cache.ts";
import { AffectedExecutors } from "../../../components/affected-executors.tsx";
import { ConfirmDialog } from "../../../ui/confirm-dialog.tsx";

interface RotateDialogProps {
  apiKey: ApiKeyView;
  onClose: () => void;
  onIssued: (issued: IssuedKey) => void;
}

export default function RotateDialog({ apiKey, onClose, onIssued }: RotateDialogProps) {
  const rotate = async () => {
    const { key, secret, replaced } = await apiClient.apiKeys.rotate.mutate({ id: apiKey.id });
    keyWasRotated(replaced, key);
    onIssued({ key, secret: new OneTimeSecret(secret), replaced });
  };
  return (
    <ConfirmDialog title={`Rotate ${apiKey.name}?`} confirm="Rotate key" tone="danger" act={rotate} onClose={onClose}>
      <p>
        A successor named <span className="font-medium">{rotatedName(apiKey.name, serverNow())}</span>{" "}
        {apiKey.expiresAt === null ? "that never expires" : `with the same expiry, ${exactTime(apiKey.expiresAt)},`} is
        created and <span className="font-medium">{apiKey.name}</span> is revoked in the same step.
      </p>
      <AffectedExecutors apiKey={apiKey} consequence="They are refused until they are given the new key." />
      <p>This cannot be undone. For a change without downtime, create a new key for the executor instead.</p>
    </ConfirmDialog>
  );
}
