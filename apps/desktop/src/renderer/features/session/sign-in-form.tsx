import { useState } from "react";
import { zodResolver } from "@hookform/resolvers/zod";
import { useForm } from "react-hook-form";
import { z } from "zod";
import { Button } from "../../ui/button.tsx";
import { Field, Input } from "../../ui/field.tsx";
import { PasswordInput } from "../../ui/password-input.tsx";
import { noteSessionBegun } from "../../server/session-state.ts";
import { SecondStepForm } from "./second-step-form.tsx";
import { signIn, type SignInOutcome } from "./sign-in.ts";
import { SignInRefused } from "./sign-in-refused.tsx";

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

  const enter = async () => {
    noteSessionBegun();
    await onSignedIn();
  };
  const submit = form.handleSubmit(async (values) => {
    setOutcome(null);
    const result = await signIn(values.email, values.password);
    if (result.kind !== "signedIn") return setOutcome(result);
    await enter();
  });

  if (outcome?.kind === "codeNeeded") return <SecondStepForm onSignedIn={enter} onBack={() => setOutcome(null)} />;
  return (
    <form onSubmit={(event) => void submit(event)} noValidate className="space-y-4">
      {outcome !== null && <SignInRefused outcome={outcome} wrong="The e-mail address or the password is wrong." />}
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
