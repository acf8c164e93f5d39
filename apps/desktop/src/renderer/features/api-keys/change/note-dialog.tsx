import { useState } from "react";
import { noteText, type ApiKeyView } from "@excalibur/api/contract";
import { zodResolver } from "@hookform/resolvers/zod";
import { useForm } from "react-hook-form";
import { z } from "zod";
import { keyWasUpdated } from "../../../components/key-cache.ts";
import { apiClient } from "../../../server/api.ts";
import { readFailure, type Failure } from "../../../server/failure.ts";
import { Button } from "../../../ui/button.tsx";
import { Dialog, DialogActions, DialogBody } from "../../../ui/dialog.tsx";
import { FailureCallout } from "../../../ui/failure-callout.tsx";
import { Field, Input } from "../../../ui/field.tsx";

const noteForm = z.object({ note: noteText });

interface NoteDialogProps {
  apiKey: ApiKeyView;
  onClose: () => void;
}

/** Changes the note of a key. */
export default function NoteDialog({ apiKey, onClose }: NoteDialogProps) {
  const [failure, setFailure] = useState<Failure | null>(null);
  const form = useForm({ resolver: zodResolver(noteForm), defaultValues: { note: apiKey.note } });
  const { errors, isSubmitting } = form.formState;
  const save = form.handleSubmit(async ({ note }) => {
    setFailure(null);
    try {
      keyWasUpdated(await apiClient.apiKeys.update.mutate({ id: apiKey.id, note }));
      onClose();
    } catch (error) {
      setFailure(readFailure(error));
    }
  });
  return (
    <Dialog title={`Note of ${apiKey.name}`} onClose={onClose}>
      <form onSubmit={(event) => void save(event)} noValidate>
        <DialogBody>
          {failure !== null && <FailureCallout failure={failure} />}
          <Field
            label="Note"
            error={errors.note?.message}
            hint="What it is for, or whom to ask. Every member can read it. A successor inherits it."
          >
            {(control) => <Input {...control} autoFocus {...form.register("note")} />}
          </Field>
        </DialogBody>
        <DialogActions>
          <Button onClick={onClose}>Cancel</Button>
          <Button type="submit" look="primary" busy={isSubmitting}>
            Save note
          </Button>
        </DialogActions>
      </form>
    </Dialog>
  );
}
