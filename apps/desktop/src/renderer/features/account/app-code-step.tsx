import { useState } from "react";
import { twoFactorCodeInput } from "@excalibur/api/contract";
import { zodResolver } from "@hookform/resolvers/zod";
import { QRCodeSVG } from "qrcode.react";
import { useForm } from "react-hook-form";
import { personClient } from "../../server/api.ts";
import { readFailure, type Failure } from "../../server/failure.ts";
import { DialogForm } from "../../ui/dialog-form.tsx";
import { Field, Input } from "../../ui/field.tsx";

interface AppCodeStepProps {
  uri: string;
  onConfirmed: () => void;
  onClose: () => void;
}

/** The QR code is drawn in the page: its secret is not sent anywhere. */
export function AppCodeStep({ uri, onConfirmed, onClose }: AppCodeStepProps) {
  const [failure, setFailure] = useState<Failure | null>(null);
  const form = useForm({ resolver: zodResolver(twoFactorCodeInput), defaultValues: { code: "" } });
  const { errors, isSubmitting } = form.formState;
  const submit = form.handleSubmit(async ({ code }) => {
    setFailure(null);
    try {
      await personClient.account.twoFactor.confirm.mutate({ code });
      onConfirmed();
    } catch (error) {
      const refused = readFailure(error);
      if (refused.kind === "refused" && refused.reason === "two_factor_code_wrong")
        form.setError("code", { message: refused.message }, { shouldFocus: true });
      else setFailure(refused);
    }
  });
  return (
    <DialogForm onSubmit={submit} onClose={onClose} confirm="Turn on" busy={isSubmitting} failure={failure}>
      <div className="flex items-center gap-4">
        {/* Black on white in either theme: scanners expect it so. */}
        <QRCodeSVG
          value={uri}
          size={148}
          marginSize={2}
          title="QR code for your authenticator app"
          className="shrink-0 rounded-lg"
        />
        <div className="min-w-0">
          <p className="text-sm text-muted">No camera? Enter this key in the app:</p>
          <p className="mt-1 font-mono text-sm break-all">{secretOf(uri)}</p>
        </div>
      </div>
      <Field label="Code" error={errors.code?.message} hint="6 digits, new every 30 seconds.">
        {(control) => (
          <Input
            {...control}
            autoFocus
            autoComplete="one-time-code"
            inputMode="numeric"
            className="font-mono"
            {...form.register("code")}
          />
        )}
      </Field>
    </DialogForm>
  );
}

/** The secret in what the app scans, in groups of four, as apps take it typed. */
function secretOf(uri: string): string {
  const secret = new URL(uri).searchParams.get("secret") ?? "";
  return secret.replaceAll(/(.{4})(?=.)/g, "$1 ");
}
