import { useState } from "react";
import { twoFactorCodeInput } from "@excalibur/api/contract";
import { zodResolver } from "@hookform/resolvers/zod";
import { useForm } from "react-hook-form";
import { z } from "zod";
import { Button } from "../../ui/button.tsx";
import { Field, Input } from "../../ui/field.tsx";
import { giveCode, type SignInOutcome } from "./sign-in.ts";
import { SignInRefused } from "./sign-in-refused.tsx";

const recoveryCodeInput = z.object({ code: z.string().trim().min(1, "Enter one of your recovery codes.") });

const KINDS = {
  app: {
    schema: twoFactorCodeInput,
    label: "Code of your authenticator app",
    hint: "6 digits, new every 30 seconds.",
    wrong: "That code is not right. Enter the one that your app shows now.",
    other: "Use a recovery code instead",
  },
  recoveryCode: {
    schema: recoveryCodeInput,
    label: "Recovery code",
    hint: "One of those you stored when you set up the app. Each works once.",
    wrong: "That recovery code is not right, or was used already.",
    other: "Use your authenticator app instead",
  },
} as const;

interface SecondStepFormProps {
  onSignedIn: () => Promise<void>;
  onBack: () => void;
}

/** The second step of signing in: something one has, after something one knows. */
export function SecondStepForm(props: SecondStepFormProps) {
  const [kind, setKind] = useState<keyof typeof KINDS>("app");
  const swap = () => setKind(kind === "app" ? "recoveryCode" : "app");
  return <CodeForm key={kind} kind={kind} onSwap={swap} {...props} />;
}

interface CodeFormProps extends SecondStepFormProps {
  kind: keyof typeof KINDS;
  onSwap: () => void;
}

function CodeForm({ kind, onSwap, onSignedIn, onBack }: CodeFormProps) {
  const { schema, label, hint, wrong, other } = KINDS[kind];
  const [outcome, setOutcome] = useState<SignInOutcome | null>(null);
  const form = useForm({ resolver: zodResolver(schema), defaultValues: { code: "" } });
  const { errors, isSubmitting } = form.formState;
  const submit = form.handleSubmit(async ({ code }) => {
    setOutcome(null);
    const result = await giveCode(kind, code);
    if (result.kind === "signedIn") return onSignedIn();
    setOutcome(result);
    form.setFocus("code", { shouldSelect: true });
  });
  return (
    <form onSubmit={(event) => void submit(event)} noValidate className="space-y-4">
      {outcome !== null && <SignInRefused outcome={outcome} wrong={wrong} />}
      <Field label={label} error={errors.code?.message} hint={hint}>
        {(control) => (
          <Input
            {...control}
            autoFocus
            autoComplete="one-time-code"
            inputMode={kind === "app" ? "numeric" : "text"}
            className="font-mono"
            {...form.register("code")}
          />
        )}
      </Field>
      <Button type="submit" look="primary" busy={isSubmitting} className="w-full">
        Sign in
      </Button>
      <div className="flex flex-wrap justify-between">
        <Button look="quiet" onClick={onSwap}>
          {other}
        </Button>
        <Button look="quiet" onClick={onBack}>
          Back
        </Button>
      </div>
    </form>
  );
}
