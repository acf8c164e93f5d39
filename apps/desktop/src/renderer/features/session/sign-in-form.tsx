import { useState } from "react";
import { zodResolver } from "@hookform/resolvers/zod";
import { useForm } from "react-hook-form";
import { z } from "zod";
import { Button } from "../../ui/button.tsx";
import { Callout } from "../../ui/callout.tsx";
import { FailureCallout } from "../../ui/failure-callout.tsx";
import { Field, Input } from "../../ui/field.tsx";
import { PasswordInput } from "../../ui/password-input.tsx";
import { setSessionEnded } from "../../server/session-state.ts";
import { signIn, type SignInOutcome } from "./sign-in.ts";

const signInInput = z.object({
  email: z.string().trim().min(1, "Enter your e-mail address."),
  password: z.string().min(1, "Enter your password."),
});

interface SignInFormProps {
  email?: string;
  onSignedIn: () => Promise<void>;
}

export function SignInForm({ email = "", onSignedIn }: SignInFormProps) {
  const [outcome, setOutcome] = useState<SignInOutcome | null>(null);
  const form = useForm({ resolver: zodResolver(signInInput), defaultValues: { email, password: "" } });
  const { errors, isSubmitting } = form.formState;

  const submit = form.handleSubmit(async (values) => {
    setOutcome(null);
    const result = await signIn(values.email, values.password);
    if (result.kind !== "signedIn") return setOutcome(result);
    setSessionEnded(false);
    await onSignedIn();
  });

  return (
    <form onSubmit={(event) => void submit(event)} noValidate className="space-y-4">
      {outcome !== null && <Refused outcome={outcome} />}
      <Field label="E-mail address" error={errors.email?.message}>
        {(control) => (
          <Input
            {...control}
            type="email"
            autoComplete="username"
            autoFocus={email === ""}
            {...form.register("email")}
          />
        )}
      </Field>
      <Field label="Password" error={errors.password?.message}>
        {(control) => (
          <PasswordInput
            {...control}
            autoComplete="current-password"
            autoFocus={email !== ""}
            {...form.register("password")}
          />
        )}
      </Field>
      <Button type="submit" look="primary" busy={isSubmitting} className="w-full">
        Sign in
      </Button>
    </form>
  );
}

function Refused({ outcome }: { outcome: SignInOutcome }) {
  switch (outcome.kind) {
    case "signedIn":
      return null;
    case "wrong":
      return (
        <Callout tone="danger" urgent>
          The e-mail address or the password is wrong.
        </Callout>
      );
    case "tooMany":
      return (
        <Callout tone="danger" urgent>
          Too many attempts from this address. Try again {waitingTime(outcome.retryAfterSeconds)}.
        </Callout>
      );
    case "failed":
      return <FailureCallout failure={outcome.failure} />;
  }
}

function waitingTime(seconds: number | null): string {
  if (seconds === null) return "later";
  return seconds < 90 ? `in ${seconds} seconds` : `in ${Math.ceil(seconds / 60)} minutes`;
}
