import { useState } from "react";
import { confirmWithPasswordInput } from "@excalibur/api/contract";
import { zodResolver } from "@hookform/resolvers/zod";
import { useForm } from "react-hook-form";
import { readFailure, type Failure } from "../../server/failure.ts";
import { DialogForm } from "../../ui/dialog-form.tsx";
import { Field } from "../../ui/field.tsx";
import { PasswordInput } from "../../ui/password-input.tsx";

interface PasswordStepProps {
  confirm: string;
  tone: "primary" | "danger";
  act: (password: string) => Promise<void>;
  onClose: () => void;
}

/** Asks for the user's password before an action that another person at an unlocked screen must not do. */
export function PasswordStep({ confirm, tone, act, onClose }: PasswordStepProps) {
  const [failure, setFailure] = useState<Failure | null>(null);
  const form = useForm({ resolver: zodResolver(confirmWithPasswordInput), defaultValues: { password: "" } });
  const { errors, isSubmitting } = form.formState;
  const submit = form.handleSubmit(async ({ password }) => {
    setFailure(null);
    try {
      await act(password);
    } catch (error) {
      const refused = readFailure(error);
      if (refused.kind === "refused" && refused.reason === "password_wrong")
        form.setError("password", { message: refused.message }, { shouldFocus: true });
      else setFailure(refused);
    }
  });
  return (
    <DialogForm onSubmit={submit} onClose={onClose} confirm={confirm} tone={tone} busy={isSubmitting} failure={failure}>
      <Field label="Your password" error={errors.password?.message}>
        {(control) => (
          <PasswordInput {...control} autoFocus autoComplete="current-password" {...form.register("password")} />
        )}
      </Field>
    </DialogForm>
  );
}
