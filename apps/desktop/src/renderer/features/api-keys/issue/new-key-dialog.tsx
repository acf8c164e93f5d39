import type { ExecutorView } from "@excalibur/api/contract";
import { useState } from "react";
import { zodResolver } from "@hookform/resolvers/zod";
import { useForm, useWatch } from "react-hook-form";
import { ExpiryField } from "../../../components/expiry-field.tsx";
import { useDefaultDays } from "../../../components/use-default-days.ts";
import { keyWasCreated } from "../../../components/key-cache.ts";
import { OwnerSelect } from "../../../components/owner-field.tsx";
import { OneTimeSecret } from "../../../components/one-time-secret/one-time-secret.ts";
import { apiClient } from "../../../server/api.ts";
import { readFailure, type Failure } from "../../../server/failure.ts";
import { Dialog } from "../../../ui/dialog.tsx";
import { DialogForm } from "../../../ui/dialog-form.tsx";
import { Field, Input } from "../../../ui/field.tsx";
import type { IssuedKey } from "./issued-key.ts";
import {
  fieldErrorsOf,
  nameForExecutor,
  newKeyForm,
  OWNED_BY_CREATOR,
  startingValues,
  toCreateInput,
} from "./new-key-form.ts";
import { TargetField } from "./target-field.tsx";

interface NewKeyDialogProps {
  /** The executor it is opened for; null when that is still to be chosen. */
  target: ExecutorView | null;
  onClose: () => void;
  onIssued: (issued: IssuedKey) => void;
}

export default function NewKeyDialog({ target, onClose, onIssued }: NewKeyDialogProps) {
  const [failure, setFailure] = useState<Failure | null>(null);
  const form = useForm({ resolver: zodResolver(newKeyForm), defaultValues: startingValues(target) });
  const { errors, isSubmitting, dirtyFields } = form.formState;
  const [kind, executor, revokePrevious, days, labels] = useWatch({
    control: form.control,
    name: ["kind", "executor", "revokePrevious", "days", "labels"],
  });

  useDefaultDays(dirtyFields.days === true, (policyDays) => form.setValue("days", policyDays));

  const submit = form.handleSubmit(async (checked) => {
    setFailure(null);
    try {
      const { key, secret } = await apiClient.apiKeys.create.mutate(toCreateInput(checked));
      keyWasCreated(key);
      if (secret === null) throw new TypeError("The server answers with a secret unless it was sent a hash");
      onIssued({ key, secret: new OneTimeSecret(secret), replaced: null });
    } catch (error) {
      const refused = readFailure(error);
      const fieldErrors = fieldErrorsOf(refused);
      for (const [field, message] of fieldErrors) form.setError(field, { message });
      if (fieldErrors.length === 0) setFailure(refused);
    }
  });

  return (
    <Dialog title="New key" onClose={onClose}>
      <DialogForm onSubmit={submit} onClose={onClose} confirm="Create" busy={isSubmitting} failure={failure}>
        <TargetField
          kind={kind}
          executor={executor}
          revokePrevious={revokePrevious}
          error={errors.executor?.message}
          onKind={(chosen) => form.setValue("kind", chosen)}
          onRevokePrevious={(revoke) => form.setValue("revokePrevious", revoke)}
          onExecutor={(chosen) => {
            form.setValue("executor", chosen);
            form.clearErrors("executor");
            if (chosen === null) return;
            // A typed name is not replaced.
            if (dirtyFields.name !== true) form.setValue("name", nameForExecutor(chosen));
            form.setFocus("name", { shouldSelect: dirtyFields.name !== true });
          }}
        />
        <Field label="Name" error={errors.name?.message}>
          {(control) => <Input {...control} autoFocus placeholder="prod-cluster-1" {...form.register("name")} />}
        </Field>
        <ExpiryField
          days={days}
          labels={labels}
          error={errors.days?.message}
          onDays={(typed) =>
            form.setValue("days", typed, { shouldDirty: true, shouldValidate: form.formState.isSubmitted })
          }
        />
        <Field label="Note" error={errors.note?.message} hint="Optional. What it is for; every member can read it.">
          {(control) => <Input {...control} {...form.register("note")} />}
        </Field>
        <Field label="Labels" error={errors.labels?.message} hint="Optional, to find it by: env=prod team=edge">
          {(control) => <Input {...control} {...form.register("labels")} />}
        </Field>
        <Field label="Owner" error={errors.owner?.message} hint="The member who answers for it.">
          {(control) => (
            <OwnerSelect {...control} first={{ value: OWNED_BY_CREATOR, label: "You" }} {...form.register("owner")} />
          )}
        </Field>
      </DialogForm>
    </Dialog>
  );
}
