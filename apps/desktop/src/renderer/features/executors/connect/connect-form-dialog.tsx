import { zodResolver } from "@hookform/resolvers/zod";
import { useState } from "react";
import { useForm, useWatch } from "react-hook-form";
import { PLACE_CHOICES } from "../../../components/executor-places.ts";
import { ExpiryField } from "../../../components/expiry-field.tsx";
import { useDefaultDays } from "../../../components/use-default-days.ts";
import { keyWasCreated } from "../../../components/key-cache.ts";
import { OneTimeSecret } from "../../../components/one-time-secret/one-time-secret.ts";
import { apiClient } from "../../../server/api.ts";
import { readFailure, type Failure } from "../../../server/failure.ts";
import { ChoiceCards } from "../../../ui/choice-cards.tsx";
import { Dialog } from "../../../ui/dialog.tsx";
import { DialogForm } from "../../../ui/dialog-form.tsx";
import { Field, Input } from "../../../ui/field.tsx";
import type { Connection, Enrolment } from "./connection.ts";
import { connectFieldErrors, connectForm, EMPTY_CONNECTION, toConnectInput } from "./connect-form.ts";
import { makeCode } from "./make-code.ts";

interface ConnectFormDialogProps {
  onClose: () => void;
  onConnected: (connection: Connection) => void;
  onCode: (enrolment: Enrolment) => void;
}

const MAKERS = [
  { value: "server", title: "Key in the commands", detail: "Shown once, to be pasted on the host" },
  { value: "host", title: "Enrolment code", detail: "The host makes the key; it never leaves it" },
] as const;

export function ConnectFormDialog({ onClose, onConnected, onCode }: ConnectFormDialogProps) {
  const [failure, setFailure] = useState<Failure | null>(null);
  const form = useForm({ resolver: zodResolver(connectForm), defaultValues: EMPTY_CONNECTION });
  const { errors, isSubmitting, dirtyFields } = form.formState;
  const [place, days, by] = useWatch({ control: form.control, name: ["place", "days", "by"] });

  useDefaultDays(dirtyFields.days === true, (policyDays) => form.setValue("days", policyDays));

  const submit = form.handleSubmit(async (checked) => {
    setFailure(null);
    try {
      if (checked.by === "host") return onCode(await makeCode(checked));
      const { key, secret, ...recipe } = await apiClient.executors.connect.mutate(toConnectInput(checked));
      keyWasCreated(key);
      onConnected({ place: checked.place, name: checked.name, key, secret: new OneTimeSecret(secret), ...recipe });
    } catch (error) {
      const refused = readFailure(error);
      const fieldErrors = connectFieldErrors(refused);
      for (const [field, message] of fieldErrors) form.setError(field, { message });
      if (fieldErrors.length === 0) setFailure(refused);
    }
  });

  return (
    <Dialog title="Connect new executor" onClose={onClose}>
      <DialogForm
        onSubmit={submit}
        onClose={onClose}
        confirm={by === "host" ? "Create code" : "Create and show commands"}
        busy={isSubmitting}
        failure={failure}
      >
        <ChoiceCards
          legend="Where it runs"
          name="place"
          choices={PLACE_CHOICES}
          value={place}
          onChange={(chosen) => form.setValue("place", chosen)}
        />
        <Field
          label="Name"
          error={errors.name?.message}
          hint={errors.name === undefined ? "The name it syncs with; its key is named after it." : undefined}
        >
          {(control) => <Input {...control} autoFocus placeholder="prod-1" {...form.register("name")} />}
        </Field>
        <ExpiryField
          days={days}
          error={errors.days?.message}
          onDays={(typed) =>
            form.setValue("days", typed, { shouldDirty: true, shouldValidate: form.formState.isSubmitted })
          }
        />
        <ChoiceCards
          legend="How it gets its key"
          name="by"
          choices={MAKERS}
          value={by}
          onChange={(chosen) => form.setValue("by", chosen)}
        />
      </DialogForm>
    </Dialog>
  );
}
