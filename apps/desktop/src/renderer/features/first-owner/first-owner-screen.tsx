import { useState } from "react";
import { createOwnerInput } from "@excalibur/api/contract";
import { zodResolver } from "@hookform/resolvers/zod";
import { Link } from "@tanstack/react-router";
import { useForm } from "react-hook-form";
import { personClient } from "../../server/api.ts";
import { readFailure, type Failure } from "../../server/failure.ts";
import { Button } from "../../ui/button.tsx";
import { EntryLayout } from "../../ui/entry-layout.tsx";
import { FailureCallout } from "../../ui/failure-callout.tsx";
import { Field, Input } from "../../ui/field.tsx";
import { PasswordInput } from "../../ui/password-input.tsx";
import { plainFieldErrors } from "../../ui/plain-field-errors.ts";

interface FirstOwnerScreenProps {
  /** Called with the new owner's credentials, for signing in with them. */
  onCreated: (email: string, password: string) => Promise<void>;
}

const EMPTY = { code: "", name: "", email: "", password: "", organizationName: "" };

export function FirstOwnerScreen({ onCreated }: FirstOwnerScreenProps) {
  const [failure, setFailure] = useState<Failure | null>(null);
  const form = useForm({ resolver: zodResolver(createOwnerInput, plainFieldErrors), defaultValues: EMPTY });
  const { errors, isSubmitting } = form.formState;

  const submit = form.handleSubmit(async (values) => {
    setFailure(null);
    try {
      await personClient.setup.createOwner.mutate(values);
    } catch (error) {
      const refused = readFailure(error);
      if (refused.kind === "refused" && refused.reason === "setup_code_wrong") {
        return form.setError("code", { message: refused.message }, { shouldFocus: true });
      }
      return setFailure(refused);
    }
    await onCreated(values.email, values.password);
  });

  return (
    <EntryLayout
      title="Create the first owner"
      lead="This server is new. The holder of its setup code becomes the owner of its first organization."
    >
      <form onSubmit={(event) => void submit(event)} noValidate className="space-y-4">
        {failure !== null && <FailureCallout failure={failure} />}
        {failure?.kind === "refused" && failure.reason === "setup_finished" && <SignInInstead />}
        <Field
          label="Setup code"
          error={errors.code?.message}
          hint="The server printed it when it started, on the line “Setup code”."
        >
          {(control) => (
            <Input
              {...control}
              autoFocus
              placeholder="XXXX-XXXX-XXXX"
              className="font-mono uppercase"
              {...form.register("code")}
            />
          )}
        </Field>
        <Field label="Organization" error={errors.organizationName?.message}>
          {(control) => (
            <Input {...control} autoComplete="organization" placeholder="Acme" {...form.register("organizationName")} />
          )}
        </Field>
        <Field label="Your name" error={errors.name?.message}>
          {(control) => <Input {...control} autoComplete="name" {...form.register("name")} />}
        </Field>
        <Field label="E-mail address" error={errors.email?.message}>
          {(control) => <Input {...control} type="email" autoComplete="username" {...form.register("email")} />}
        </Field>
        <Field
          label="Password"
          error={errors.password?.message}
          hint="At least 12 characters. A few unrelated words work well."
        >
          {(control) => <PasswordInput {...control} autoComplete="new-password" {...form.register("password")} />}
        </Field>
        <Button type="submit" look="primary" busy={isSubmitting} className="w-full">
          Create owner and sign in
        </Button>
      </form>
    </EntryLayout>
  );
}

function SignInInstead() {
  return (
    <Link to="/sign-in" className="block underline underline-offset-2">
      Go to sign in
    </Link>
  );
}
