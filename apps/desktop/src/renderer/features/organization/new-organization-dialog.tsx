import { useState } from "react";
import { createOrganizationInput } from "@excalibur/api/contract";
import { zodResolver } from "@hookform/resolvers/zod";
import { useForm } from "react-hook-form";
import { personClient } from "../../server/api.ts";
import { readFailure, type Failure } from "../../server/failure.ts";
import { Dialog } from "../../ui/dialog.tsx";
import { DialogForm } from "../../ui/dialog-form.tsx";
import { Field, Input } from "../../ui/field.tsx";
import { plainFieldErrors } from "../../ui/plain-field-errors.ts";

interface NewOrganizationDialogProps {
  onClose: () => void;
  /** Called with the slug of the new organization. */
  onCreated: (slug: string) => void;
}

const newOrganizationForm = createOrganizationInput.pick({ name: true });

export default function NewOrganizationDialog({ onClose, onCreated }: NewOrganizationDialogProps) {
  const [failure, setFailure] = useState<Failure | null>(null);
  const form = useForm({ resolver: zodResolver(newOrganizationForm, plainFieldErrors), defaultValues: { name: "" } });
  const { errors, isSubmitting } = form.formState;
  const submit = form.handleSubmit(async (input) => {
    setFailure(null);
    try {
      const { slug } = await personClient.organizations.create.mutate(input);
      onClose();
      onCreated(slug);
    } catch (error) {
      setFailure(readFailure(error));
    }
  });
  return (
    <Dialog
      title="New organization"
      description="It has its own keys, executors and members. You own it, and go there next."
      onClose={onClose}
    >
      <DialogForm
        onSubmit={submit}
        onClose={onClose}
        confirm="Create organization"
        busy={isSubmitting}
        failure={failure}
      >
        <Field label="Name" error={errors.name?.message}>
          {(control) => <Input {...control} autoFocus autoComplete="organization" {...form.register("name")} />}
        </Field>
      </DialogForm>
    </Dialog>
  );
}
