import { PLACES } from "../../../components/executor-places.ts";
import { LoopbackNote } from "../../../components/loopback-note.tsx";
import { RecipeBox } from "../../../components/one-time-secret/recipe-box.tsx";
import { OneTimeSecretDialog } from "../../../ui/one-time-secret-dialog.tsx";
import type { Connection } from "./connection.ts";
import { FirstSync } from "./first-sync.tsx";

interface RecipeDialogProps {
  connection: Connection;
  /** Called when the user confirms that the key is stored. The dialog closes in no other way. */
  onStored: () => void;
}

/** Shows what connects an executor the one time that its key can be shown, and whether it has worked. */
export default function RecipeDialog({ connection, onStored }: RecipeDialogProps) {
  const { place, name, key, secret, recipe } = connection;
  const { paste, needs } = PLACES[place];
  return (
    <OneTimeSecretDialog
      width="widest"
      title={`Connect ${name}`}
      description={`${paste} ${needs} The key is in it and is shown this one time.`}
      onStored={onStored}
    >
      <LoopbackNote place={place} recipe={connection} />
      <RecipeBox recipe={recipe} secret={secret} keyFile={`${name}.key`} />
      <FirstSync name={name} apiKey={key} />
    </OneTimeSecretDialog>
  );
}
