import { SecretBox } from "../../../components/one-time-secret/secret-box.tsx";
import { useQuestionBeforeLeaving } from "../../../components/one-time-secret/use-question-before-leaving.ts";
import { Button } from "../../../ui/button.tsx";
import { Dialog, DialogActions, DialogBody } from "../../../ui/dialog.tsx";
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
  useQuestionBeforeLeaving();
  const { key, secret, replaced } = issued;
  const target = key.target.kind !== "newExecutor" ? key.target.name : replaced?.usedBy.executors[0]?.name;
  return (
    <Dialog
      width="widest"
      finalFocus={`[data-row-id="${key.id}"] [data-row-link]`}
      title={`Store the key ${key.name} now`}
      description="It is shown this one time. Excalibur keeps a fingerprint of it and can never show it again."
    >
      <DialogBody>
        <SecretBox secret={secret} fileName={`${executorNameFrom(key.name)}.key`} />
        <BindingWatch apiKey={key} replaced={replaced} />
        <RecipeTabs executorName={target ?? executorNameFrom(key.name)} secret={secret} />
      </DialogBody>
      <DialogActions>
        <Button look="primary" onClick={onStored}>
          I’ve stored this key
        </Button>
      </DialogActions>
    </Dialog>
  );
}
