import { SecretBox } from "../../../components/one-time-secret/secret-box.tsx";
import { OneTimeSecretDialog } from "../../../ui/one-time-secret-dialog.tsx";
import { BindingWatch } from "./binding-watch.tsx";
import type { IssuedKey } from "./issued-key.ts";
import { executorNameFrom } from "./executor-name-from.ts";
import { RecipeTabs } from "./recipe-tabs.tsx";

interface SecretDialogProps {
  issued: IssuedKey;
  /** Called when the user confirms that the key is stored. The dialog closes in no other way. */
  onStored: () => void;
}

/** Shows a secret the one time that it can be shown. */
export default function SecretDialog({ issued, onStored }: SecretDialogProps) {
  const { key, secret, replaced } = issued;
  const target = key.target.kind !== "newExecutor" ? key.target.name : replaced?.usedBy.executors[0]?.name;
  return (
    <OneTimeSecretDialog
      width="widest"
      finalFocus={`[data-row-id="${key.id}"] [data-row-link]`}
      title={`Store the key ${key.name} now`}
      description="It is shown this one time. Excalibur keeps a fingerprint of it and can never show it again."
      onStored={onStored}
    >
      <SecretBox secret={secret} fileName={`${executorNameFrom(key.name)}.key`} />
      <BindingWatch apiKey={key} replaced={replaced} />
      <RecipeTabs executorName={target ?? executorNameFrom(key.name)} secret={secret} />
    </OneTimeSecretDialog>
  );
}
