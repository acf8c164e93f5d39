import { useState } from "react";
import { noteText, type ExecutorView } from "@excalibur/api/contract";
import { zodResolver } from "@hookform/resolvers/zod";
import { useForm } from "react-hook-form";
import { z } from "zod";
import { labelsTyped, typedLabels } from "../../../components/labels-field.ts";
import { apiClient } from "../../../server/api.ts";
import { readFailure, type Failure } from "../../../server/failure.ts";
import { Button } from "../../../ui/button.tsx";
import { Dialog, DialogActions, DialogBody } from "../../../ui/dialog.tsx";
import { FailureCallout } from "../../../ui/failure-callout.tsx";
import { Field, Input } from "../../../ui/field.tsx";
import { executorChanged } from "../executor-cache.ts";

const detailsForm = z.object({ note: noteText, labels: labelsTyped });

interface DetailsDialogProps {
  executor: ExecutorView;
  onClose: () => void;
}

/** Changes the note and the labels of an executor. */
export default function DetailsDialog({ executor, onClose }: DetailsDialogProps) {
  const [failure, setFailure] = useState<Failure | null>(null);
  const defaultValues = { note: executor.note, labels: typedLabels(executor.labels) };
  const form = useForm({ resolver: zodResolver(detailsForm), defaultValues });
  const { errors, isSubmitting } = form.formState;
  const save = form.handleSubmit(async (details) => {
    setFailure(null);
    try {
      executorChanged(await apiClient.executors.update.mutate({ id: executor.id, ...details }));
      onClose();
    } catch (error) {
      setFailure(readFailure(error));
    }
  });
  return (
    <Dialog title={`Details of ${executor.name}`} onClose={onClose}>
      <form onSubmit={(event) => void save(event)} noValidate>
        <DialogBody>
          {failure !== null && <FailureCallout failure={failure} />}
          <Field label="Note" error={errors.note?.message} hint="What it is for. Every member can read it.">
            {(control) => <Input {...control} autoFocus {...form.register("note")} />}
          </Field>
          <Field label="Labels" error={errors.labels?.message} hint="To find it by: site=fra1 team=edge">
            {(control) => <Input {...control} {...form.register("labels")} />}
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
