import { useState } from "react";
import { createOrganizationInput } from "@excalibur/api/contract";
import { zodResolver } from "@hookform/resolvers/zod";
import { useForm } from "react-hook-form";
import { personClient } from "../../server/api.ts";
import { readFailure, type Failure } from "../../server/failure.ts";
import { Button } from "../../ui/button.tsx";
import { Dialog, DialogActions, DialogBody } from "../../ui/dialog.tsx";
import { FailureCallout } from "../../ui/failure-callout.tsx";
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
      <form onSubmit={(event) => void submit(event)} noValidate>
        <DialogBody>
          {failure !== null && <FailureCallout failure={failure} />}
          <Field label="Name" error={errors.name?.message}>
            {(control) => <Input {...control} autoFocus autoComplete="organization" {...form.register("name")} />}
          </Field>
        </DialogBody>
        <DialogActions>
          <Button onClick={onClose}>Cancel</Button>
          <Button type="submit" look="primary" busy={isSubmitting}>
            Create organization
          </Button>
        </DialogActions>
      </form>
    </Dialog>
  );
}
