import type { ManagementKeyView } from "@excalibur/api/contract";
import { zodResolver } from "@hookform/resolvers/zod";
import { useState } from "react";
import { useForm, useWatch } from "react-hook-form";
import { OneTimeSecret } from "../../components/one-time-secret/one-time-secret.ts";
import { apiClient } from "../../server/api.ts";
import { readFailure, type Failure } from "../../server/failure.ts";
import { Dialog } from "../../ui/dialog.tsx";
import { DialogForm } from "../../ui/dialog-form.tsx";
import { Field, Input } from "../../ui/field.tsx";
import { managementKeyForm, STARTING_VALUES, toCreateInput } from "./management-key-form.ts";
import { managementKeysHaveChanged } from "./management-keys-cache.ts";
import { ScopesField } from "./scopes-field.tsx";

interface NewManagementKeyDialogProps {
  onClose: () => void;
  onIssued: (managementKey: ManagementKeyView, secret: OneTimeSecret) => void;
}

export function NewManagementKeyDialog({ onClose, onIssued }: NewManagementKeyDialogProps) {
  const [failure, setFailure] = useState<Failure | null>(null);
  const form = useForm({ resolver: zodResolver(managementKeyForm), defaultValues: STARTING_VALUES });
  const { errors, isSubmitting, isSubmitted } = form.formState;
  const scopes = useWatch({ control: form.control, name: "scopes" });

  const submit = form.handleSubmit(async (checked) => {
    setFailure(null);
    try {
      const { key, secret } = await apiClient.managementKeys.create.mutate(toCreateInput(checked));
      await managementKeysHaveChanged();
      onIssued(key, new OneTimeSecret(secret));
    } catch (error) {
      setFailure(readFailure(error));
    }
  });

  return (
    <Dialog title="New management key" width="wide" onClose={onClose}>
      <DialogForm onSubmit={submit} onClose={onClose} confirm="Create" busy={isSubmitting} failure={failure}>
        <Field label="Name" error={errors.name?.message}>
          {(control) => <Input {...control} autoFocus placeholder="deploy-pipeline" {...form.register("name")} />}
        </Field>
        <ScopesField
          scopes={scopes}
          error={errors.scopes?.message}
          onScopes={(chosen) => form.setValue("scopes", chosen, { shouldValidate: isSubmitted })}
        />
        <Field
          label="Address ranges"
          error={errors.cidrs?.message}
          hint="Such as 203.0.113.0/24 2001:db8::/32, with a space between. Empty: from anywhere."
        >
          {(control) => <Input {...control} placeholder="from anywhere" {...form.register("cidrs")} />}
        </Field>
        <Field label="Expires in (days)" error={errors.days?.message} hint="From 1 to 365.">
          {(control) => <Input {...control} inputMode="numeric" className="w-24" {...form.register("days")} />}
        </Field>
      </DialogForm>
    </Dialog>
  );
}
