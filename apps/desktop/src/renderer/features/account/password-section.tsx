import { useState } from "react";
import { changePasswordInput } from "@excalibur/api/contract";
import { zodResolver } from "@hookform/resolvers/zod";
import { useForm } from "react-hook-form";
import { toast } from "sonner";
import { personApi, personClient } from "../../server/api.ts";
import { readFailure, type Failure } from "../../server/failure.ts";
import { queryClient } from "../../server/query-client.ts";
import { Button } from "../../ui/button.tsx";
import { FailureCallout } from "../../ui/failure-callout.tsx";
import { Field } from "../../ui/field.tsx";
import { PasswordInput } from "../../ui/password-input.tsx";
import { Section } from "../../ui/section.tsx";

const EMPTY = { currentPassword: "", newPassword: "" };

/** Changing the password ends every other session. */
export function PasswordSection({ email }: { email: string }) {
  const [failure, setFailure] = useState<Failure | null>(null);
  const form = useForm({ resolver: zodResolver(changePasswordInput), defaultValues: EMPTY });
  const { errors, isSubmitting } = form.formState;
  const submit = form.handleSubmit(async (input) => {
    setFailure(null);
    try {
      const { sessionsEnded } = await personClient.account.changePassword.mutate(input);
      form.reset(EMPTY);
      await queryClient.invalidateQueries(personApi.account.sessions.list.queryFilter());
      toast.success(`Your password is changed. ${describeEndedSessions(sessionsEnded)}`);
    } catch (error) {
      const refused = readFailure(error);
      if (refused.kind === "refused" && refused.reason === "password_wrong")
        form.setError("currentPassword", { message: refused.message }, { shouldFocus: true });
      else setFailure(refused);
    }
  });
  return (
    <Section title="Password" lead="A new password signs you out everywhere else.">
      <form onSubmit={(event) => void submit(event)} noValidate className="space-y-4">
        {failure !== null && <FailureCallout failure={failure} />}
        <input type="text" autoComplete="username" value={email} readOnly hidden />
        <Field label="Current password" error={errors.currentPassword?.message}>
          {(control) => (
            <PasswordInput {...control} autoComplete="current-password" {...form.register("currentPassword")} />
          )}
        </Field>
        <Field
          label="New password"
          error={errors.newPassword?.message}
          hint="At least 12 characters. A few unrelated words work well."
        >
          {(control) => <PasswordInput {...control} autoComplete="new-password" {...form.register("newPassword")} />}
        </Field>
        <Button type="submit" busy={isSubmitting}>
          Change password
        </Button>
      </form>
    </Section>
  );
}

function describeEndedSessions(count: number): string {
  if (count === 0) return "You were signed in nowhere else.";
  return count === 1 ? "1 other session has ended." : `${count} other sessions have ended.`;
}
