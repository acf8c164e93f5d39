import { useState } from "react";
import { password } from "@excalibur/api/contract";
import { zodResolver } from "@hookform/resolvers/zod";
import { useQuery } from "@tanstack/react-query";
import { useForm } from "react-hook-form";
import { z } from "zod";
import { personClient } from "../../server/api.ts";
import { readFailure, type Failure } from "../../server/failure.ts";
import { Button } from "../../ui/button.tsx";
import { Callout } from "../../ui/callout.tsx";
import { EntryLayout } from "../../ui/entry-layout.tsx";
import { FailureCallout } from "../../ui/failure-callout.tsx";
import { Field, Input } from "../../ui/field.tsx";
import { PasswordInput } from "../../ui/password-input.tsx";

const resetForm = z.object({ newPassword: password });

interface ResetPasswordScreenProps {
  /** The link's secret; null when the link is not complete. */
  token: string | null;
  /** Called with the address and the new password, for signing in with them. */
  onReset: (email: string, newPassword: string) => Promise<void>;
}

/** The screen of the link that an owner or admin makes for a member who has lost their password. */
export function ResetPasswordScreen({ token, onReset }: ResetPasswordScreenProps) {
  const { data, error } = useQuery({
    queryKey: ["password-reset-preview"],
    queryFn: () => personClient.passwordResets.preview.mutate({ token: token ?? "" }),
    enabled: token !== null,
    gcTime: 0,
  });
  return (
    <EntryLayout title="Choose a new password" {...(data === undefined ? {} : { lead: `For ${data.name}.` })}>
      {token === null ? (
        <Callout tone="caution">The link is not complete. Copy it again, up to its very end.</Callout>
      ) : data !== undefined ? (
        <ResetForm token={token} email={data.email} onReset={onReset} />
      ) : error === null ? (
        <p role="status">Looking at the link…</p>
      ) : (
        <FailureCallout failure={readFailure(error)} />
      )}
    </EntryLayout>
  );
}

interface ResetFormProps {
  token: string;
  email: string;
  onReset: (email: string, newPassword: string) => Promise<void>;
}

function ResetForm({ token, email, onReset }: ResetFormProps) {
  const [failure, setFailure] = useState<Failure | null>(null);
  const form = useForm({ resolver: zodResolver(resetForm), defaultValues: { newPassword: "" } });
  const { errors, isSubmitting } = form.formState;
  const submit = form.handleSubmit(async ({ newPassword }) => {
    setFailure(null);
    try {
      await personClient.passwordResets.complete.mutate({ token, newPassword });
      await onReset(email, newPassword);
    } catch (error) {
      setFailure(readFailure(error));
    }
  });
  return (
    <form onSubmit={(event) => void submit(event)} noValidate className="space-y-4">
      {failure !== null && <FailureCallout failure={failure} />}
      <Field label="E-mail address">
        {(control) => <Input {...control} value={email} readOnly autoComplete="username" className="text-muted" />}
      </Field>
      <Field
        label="New password"
        error={errors.newPassword?.message}
        hint="At least 12 characters. It signs you out everywhere else."
      >
        {(control) => (
          <PasswordInput {...control} autoFocus autoComplete="new-password" {...form.register("newPassword")} />
        )}
      </Field>
      <Button type="submit" look="primary" busy={isSubmitting} className="w-full">
        Set password and sign in
      </Button>
    </form>
  );
}
