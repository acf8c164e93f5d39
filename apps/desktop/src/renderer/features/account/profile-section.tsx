import { useState } from "react";
import { updateAccountInput } from "@excalibur/api/contract";
import { zodResolver } from "@hookform/resolvers/zod";
import { toast } from "sonner";
import { api, personClient } from "../../server/api.ts";
import { readFailure, type Failure } from "../../server/failure.ts";
import { queryClient } from "../../server/query-client.ts";
import { Button } from "../../ui/button.tsx";
import { FailureCallout } from "../../ui/failure-callout.tsx";
import { Field, Input } from "../../ui/field.tsx";
import { plainFieldErrors } from "../../ui/plain-field-errors.ts";
import { Section } from "../../ui/section.tsx";
import { useSavedForm } from "../../ui/use-saved-form.ts";

/** The name that others see, and the address one signs in with. */
export function ProfileSection({ name, email }: { name: string; email: string }) {
  const [failure, setFailure] = useState<Failure | null>(null);
  const form = useSavedForm({ name }, zodResolver(updateAccountInput, plainFieldErrors));
  const { errors, isSubmitting, isDirty } = form.formState;
  const submit = form.handleSubmit(async (input) => {
    setFailure(null);
    try {
      await personClient.account.update.mutate(input);
      await queryClient.invalidateQueries(api.account.get.queryFilter());
      toast.success("Saved.");
    } catch (error) {
      setFailure(readFailure(error));
    }
  });
  return (
    <Section title="Profile" lead={`You sign in as ${email}.`}>
      <form onSubmit={(event) => void submit(event)} noValidate className="space-y-4">
        {failure !== null && <FailureCallout failure={failure} />}
        <Field label="Name" error={errors.name?.message}>
          {(control) => <Input {...control} autoComplete="name" {...form.register("name")} />}
        </Field>
        <Button type="submit" look="primary" busy={isSubmitting} disabled={!isDirty}>
          Save
        </Button>
      </form>
    </Section>
  );
}
