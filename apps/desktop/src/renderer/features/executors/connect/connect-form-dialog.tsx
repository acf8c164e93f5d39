import { zodResolver } from "@hookform/resolvers/zod";
import { useState } from "react";
import { useForm, useWatch } from "react-hook-form";
import { PLACE_CHOICES } from "../../../components/executor-places.ts";
import { ExpiryField } from "../../../components/expiry-field.tsx";
import { keyWasCreated } from "../../../components/key-cache.ts";
import { OneTimeSecret } from "../../../components/one-time-secret/one-time-secret.ts";
import { apiClient } from "../../../server/api.ts";
import { readFailure, type Failure } from "../../../server/failure.ts";
import { Button } from "../../../ui/button.tsx";
import { ChoiceCards } from "../../../ui/choice-cards.tsx";
import { Dialog, DialogActions, DialogBody } from "../../../ui/dialog.tsx";
import { FailureCallout } from "../../../ui/failure-callout.tsx";
import { Field, Input } from "../../../ui/field.tsx";
import type { Connection } from "./connect-dialog.tsx";
import { connectFieldErrors, connectForm, EMPTY_CONNECTION, toConnectInput } from "./connect-form.ts";

interface ConnectFormDialogProps {
  onClose: () => void;
  onConnected: (connection: Connection) => void;
}

export function ConnectFormDialog({ onClose, onConnected }: ConnectFormDialogProps) {
  const [failure, setFailure] = useState<Failure | null>(null);
  const form = useForm({ resolver: zodResolver(connectForm), defaultValues: EMPTY_CONNECTION });
  const { errors, isSubmitting } = form.formState;
  const [place, days] = useWatch({ control: form.control, name: ["place", "days"] });

  const submit = form.handleSubmit(async (checked) => {
    setFailure(null);
    try {
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
      <form onSubmit={(event) => void submit(event)} noValidate>
        <DialogBody>
          {failure !== null && <FailureCallout failure={failure} />}
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
            onDays={(typed) => form.setValue("days", typed, { shouldValidate: form.formState.isSubmitted })}
          />
        </DialogBody>
        <DialogActions>
          <Button onClick={onClose}>Cancel</Button>
          <Button type="submit" look="primary" busy={isSubmitting}>
            Create and show commands
          </Button>
        </DialogActions>
      </form>
    </Dialog>
  );
}
