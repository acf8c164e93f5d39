import { useState } from "react";
import { password, personName } from "@excalibur/api/contract";
import { zodResolver } from "@hookform/resolvers/zod";
import { useForm } from "react-hook-form";
import { z } from "zod";
import { personClient } from "../../../server/api.ts";
import { readFailure, type Failure } from "../../../server/failure.ts";
import { Button } from "../../../ui/button.tsx";
import { FailureCallout } from "../../../ui/failure-callout.tsx";
import { Field, Input } from "../../../ui/field.tsx";
import { PasswordInput } from "../../../ui/password-input.tsx";
import { plainFieldErrors } from "../../../ui/plain-field-errors.ts";
import { signIn } from "../sign-in.ts";

const newAccount = z.object({ name: personName, password });

interface NewAccountFormProps {
  token: string;
  /** The address invited, which the account will be for. */
  email: string;
  onJoined: (organizationId: string) => Promise<void>;
  /** Called when the account is made and the invitation accepted, and it could not be signed in with it. */
  onNotSignedIn: (organizationId: string) => void;
  /** Called when the invitation was not accepted, or an answer that it was got lost. */
  onRefused: () => void;
}

/** Makes an account and accepts with it, in one step. */
export function NewAccountForm({ token, email, onJoined, onNotSignedIn, onRefused }: NewAccountFormProps) {
  const [failure, setFailure] = useState<Failure | null>(null);
  const form = useForm({
    resolver: zodResolver(newAccount, plainFieldErrors),
    defaultValues: { name: "", password: "" },
  });
  const { errors, isSubmitting } = form.formState;
  const submit = form.handleSubmit(async (input) => {
    setFailure(null);
    try {
      const { organization } = await personClient.invitations.accept.mutate({ token, ...input });
      const giveUp = () => onNotSignedIn(organization.id);
      const { kind } = await signIn(email, input.password);
      if (kind === "signedIn") await onJoined(organization.id).catch(giveUp);
      else giveUp();
    } catch (error) {
      setFailure(readFailure(error));
      onRefused();
    }
  });
  return (
    <form onSubmit={(event) => void submit(event)} noValidate className="space-y-4">
      {failure !== null && <FailureCallout failure={failure} />}
      <Field label="E-mail address">
        {(control) => <Input {...control} value={email} readOnly autoComplete="username" className="text-muted" />}
      </Field>
      <Field label="Your name" error={errors.name?.message}>
        {(control) => <Input {...control} autoFocus autoComplete="name" {...form.register("name")} />}
      </Field>
      <Field
        label="Password"
        error={errors.password?.message}
        hint="At least 12 characters. A few unrelated words work well."
      >
        {(control) => <PasswordInput {...control} autoComplete="new-password" {...form.register("password")} />}
      </Field>
      <Button type="submit" look="primary" busy={isSubmitting} className="w-full">
        Create account and join
      </Button>
    </form>
  );
}
