import { useState } from "react";
import { noteText, type ApiKeyView } from "@excalibur/api/contract";
import { zodResolver } from "@hookform/resolvers/zod";
import { useForm } from "react-hook-form";
import { z } from "zod";
import { keyWasUpdated } from "../../../components/key-cache.ts";
import { labelsTyped, typedLabels } from "../../../components/labels-field.ts";
import { NO_OWNER, OwnerSelect } from "../../../components/owner-field.tsx";
import { apiClient } from "../../../server/api.ts";
import { readFailure, type Failure } from "../../../server/failure.ts";
import { Button } from "../../../ui/button.tsx";
import { Dialog, DialogActions, DialogBody } from "../../../ui/dialog.tsx";
import { FailureCallout } from "../../../ui/failure-callout.tsx";
import { Field, Input } from "../../../ui/field.tsx";

const detailsForm = z.object({ note: noteText, labels: labelsTyped });

interface DetailsDialogProps {
  apiKey: ApiKeyView;
  onClose: () => void;
}

/** Changes the note, the labels and the owner of a key. */
export default function DetailsDialog({ apiKey, onClose }: DetailsDialogProps) {
  const [failure, setFailure] = useState<Failure | null>(null);
  const [owner, setOwner] = useState<string | null>(null);
  const defaultValues = { note: apiKey.note, labels: typedLabels(apiKey.labels) };
  const form = useForm({ resolver: zodResolver(detailsForm), defaultValues });
  const { errors, isSubmitting } = form.formState;
  const save = form.handleSubmit(async (details) => {
    setFailure(null);
    // What was not chosen stays as it is, also when another person has changed it meanwhile.
    const chosen = owner === null ? {} : { ownerId: owner === NO_OWNER ? null : owner };
    try {
      keyWasUpdated(await apiClient.apiKeys.update.mutate({ id: apiKey.id, ...details, ...chosen }));
      onClose();
    } catch (error) {
      setFailure(readFailure(error));
    }
  });
  return (
    <Dialog title={`Details of ${apiKey.name}`} onClose={onClose}>
      <form onSubmit={(event) => void save(event)} noValidate>
        <DialogBody>
          {failure !== null && <FailureCallout failure={failure} />}
          <Field label="Note" error={errors.note?.message} hint="What it is for. Every member can read it.">
            {(control) => <Input {...control} autoFocus {...form.register("note")} />}
          </Field>
          <Field label="Labels" error={errors.labels?.message} hint="To find it by: env=prod team=edge">
            {(control) => <Input {...control} {...form.register("labels")} />}
          </Field>
          <Field label="Owner" hint="The member who answers for it. A successor inherits note, labels and owner.">
            {(control) => (
              <OwnerSelect
                {...control}
                value={owner ?? apiKey.owner?.id ?? NO_OWNER}
                onChange={(event) => setOwner(event.target.value)}
              />
            )}
          </Field>
        </DialogBody>
        <DialogActions>
          <Button onClick={onClose}>Cancel</Button>
          <Button type="submit" look="primary" busy={isSubmitting}>
            Save details
          </Button>
        </DialogActions>
      </form>
    </Dialog>
  );
}
