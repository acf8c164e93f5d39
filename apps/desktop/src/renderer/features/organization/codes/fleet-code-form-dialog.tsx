import { zodResolver } from "@hookform/resolvers/zod";
import { useState } from "react";
import { useForm, useWatch } from "react-hook-form";
import { ExpiryField } from "../../../components/expiry-field.tsx";
import { OneTimeSecret } from "../../../components/one-time-secret/one-time-secret.ts";
import { useDefaultDays } from "../../../components/use-default-days.ts";
import { api, apiClient } from "../../../server/api.ts";
import { readFailure, type Failure } from "../../../server/failure.ts";
import { queryClient } from "../../../server/query-client.ts";
import { ChoiceCards } from "../../../ui/choice-cards.tsx";
import { Dialog } from "../../../ui/dialog.tsx";
import { DialogForm } from "../../../ui/dialog-form.tsx";
import { Field, Input } from "../../../ui/field.tsx";
import type { FleetCode } from "./fleet-code.ts";
import {
  EMPTY_FLEET_CODE,
  firstNameOf,
  fleetCodeFieldErrors,
  fleetCodeForm,
  toFleetCodeInput,
} from "./fleet-code-form.ts";

const NAMES = [
  { value: "pattern", title: "By a pattern", detail: "Each host gets the next number" },
  { value: "own", title: "Each host’s own", detail: "The host says what it is called" },
] as const;

/** Asks what a code for many hosts is to be like. */
export default function FleetCodeFormDialog({
  onClose,
  onMade,
}: {
  onClose: () => void;
  onMade: (made: FleetCode) => void;
}) {
  const [failure, setFailure] = useState<Failure | null>(null);
  const form = useForm({ resolver: zodResolver(fleetCodeForm), defaultValues: EMPTY_FLEET_CODE });
  const { errors, isSubmitting, dirtyFields } = form.formState;
  const [names, pattern, days, labels] = useWatch({
    control: form.control,
    name: ["names", "pattern", "days", "labels"],
  });
  const example = firstNameOf(pattern);
  useDefaultDays(dirtyFields.days === true, (policyDays) => form.setValue("days", policyDays));
  const submit = form.handleSubmit(async (checked) => {
    setFailure(null);
    try {
      const { serverUrl } = await apiClient.executors.recipe.query({ name: "host", place: "bareMetal" });
      const { code, secret } = await apiClient.codes.create.mutate(toFleetCodeInput(checked));
      void queryClient.invalidateQueries(api.codes.list.queryFilter());
      onMade({ code, serverUrl, secret: new OneTimeSecret(secret) });
    } catch (error) {
      const refused = readFailure(error);
      const fieldErrors = fleetCodeFieldErrors(refused);
      for (const [field, message] of fieldErrors) form.setError(field, { message });
      if (fieldErrors.length === 0) setFailure(refused);
    }
  });
  return (
    <Dialog title="New fleet code" onClose={onClose}>
      <DialogForm onSubmit={submit} onClose={onClose} confirm="Create code" busy={isSubmitting} failure={failure}>
        <ChoiceCards
          legend="Names of the executors"
          name="names"
          choices={NAMES}
          value={names}
          onChange={(chosen) => form.setValue("names", chosen)}
        />
        {names === "pattern" && (
          <Field
            label="Pattern"
            error={errors.pattern?.message}
            hint={example === null ? "A name with {n} in it." : `${example} is the first, unless that name is in use.`}
          >
            {(control) => <Input {...control} {...form.register("pattern")} />}
          </Field>
        )}
        <div className="grid grid-cols-2 gap-3">
          <Field label="Hosts" error={errors.hosts?.message} hint="How many may use it">
            {(control) => <Input {...control} inputMode="numeric" {...form.register("hosts")} />}
          </Field>
          <Field label="Good for (hours)" error={errors.hours?.message} hint="At most 168">
            {(control) => <Input {...control} inputMode="numeric" {...form.register("hours")} />}
          </Field>
        </div>
        <ExpiryField
          days={days}
          labels={labels}
          error={errors.days?.message}
          onDays={(typed) =>
            form.setValue("days", typed, { shouldDirty: true, shouldValidate: form.formState.isSubmitted })
          }
        />
        <Field label="Labels" error={errors.labels?.message} hint="The keys get them, to find them by: env=prod">
          {(control) => <Input {...control} {...form.register("labels")} />}
        </Field>
      </DialogForm>
    </Dialog>
  );
}
