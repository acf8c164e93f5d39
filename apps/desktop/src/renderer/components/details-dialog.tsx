import { noteText, type Labels } from "@excalibur/api/contract";
import { zodResolver } from "@hookform/resolvers/zod";
import { useState, type ReactNode } from "react";
import { useForm } from "react-hook-form";
import { z } from "zod";
import { readFailure, type Failure } from "../server/failure.ts";
import { Dialog } from "../ui/dialog.tsx";
import { DialogForm } from "../ui/dialog-form.tsx";
import { Field, Input } from "../ui/field.tsx";
import { labelsTyped, typedLabels } from "./labels-field.ts";

const detailsForm = z.object({ note: noteText, labels: labelsTyped });

interface DetailsDialogProps {
  /** The key or executor, as it is. */
  of: { name: string; note: string; labels: Labels };
  /** Labels that such a one could have. */
  example: string;
  save: (details: z.output<typeof detailsForm>) => Promise<void>;
  onClose: () => void;
  /** More fields. */
  children?: ReactNode;
}

/** Changes what people wrote about a key or an executor. */
export function DetailsDialog({ of, example, save, onClose, children }: DetailsDialogProps) {
  const [failure, setFailure] = useState<Failure | null>(null);
  const defaultValues = { note: of.note, labels: typedLabels(of.labels) };
  const form = useForm({ resolver: zodResolver(detailsForm), defaultValues });
  const { errors, isSubmitting } = form.formState;
  const submit = form.handleSubmit(async (details) => {
    setFailure(null);
    try {
      await save(details);
      onClose();
    } catch (error) {
      setFailure(readFailure(error));
    }
  });
  return (
    <Dialog title={`Details of ${of.name}`} onClose={onClose}>
      <DialogForm onSubmit={submit} onClose={onClose} confirm="Save details" busy={isSubmitting} failure={failure}>
        <Field label="Note" error={errors.note?.message} hint="What it is for. Every member can read it.">
          {(control) => <Input {...control} autoFocus {...form.register("note")} />}
        </Field>
        <Field label="Labels" error={errors.labels?.message} hint={`To find it by: ${example}`}>
          {(control) => <Input {...control} {...form.register("labels")} />}
        </Field>
        {children}
      </DialogForm>
    </Dialog>
  );
}
