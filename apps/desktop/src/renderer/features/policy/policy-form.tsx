import type { PolicyView } from "@excalibur/api/contract";
import { zodResolver } from "@hookform/resolvers/zod";
import { useState } from "react";
import { Button } from "../../ui/button.tsx";
import { Field, Input } from "../../ui/field.tsx";
import { useSavedForm } from "../../ui/use-saved-form.ts";
import { POLICY_FIELDS, policyFieldErrors, policyForm, toValues, type CheckedPolicy } from "./policy-fields.ts";
import { SavePolicyDialog } from "./save-policy-dialog.tsx";

/** Numbers of days and a percentage; nothing is saved before the preview has named who it hits. */
export function PolicyForm({ policy }: { policy: PolicyView }) {
  const [asked, setAsked] = useState<CheckedPolicy | null>(null);
  const form = useSavedForm(toValues(policy), zodResolver(policyForm));
  const { errors, isDirty } = form.formState;
  return (
    <>
      <form onSubmit={(event) => void form.handleSubmit(setAsked)(event)} noValidate className="space-y-5">
        {POLICY_FIELDS.map(({ field, label, hint }) => (
          <Field key={field} label={label} hint={hint} error={errors[field]?.message}>
            {(control) =>
              field === "exemptLabel" ? (
                <Input {...control} placeholder="policy=exempt" className="max-w-56" {...form.register(field)} />
              ) : (
                <Input {...control} inputMode="numeric" className="max-w-28" {...form.register(field)} />
              )
            }
          </Field>
        ))}
        <Button type="submit" look="primary" disabled={!isDirty}>
          Preview and save…
        </Button>
      </form>
      {asked !== null && (
        <SavePolicyDialog
          policy={asked}
          onClose={() => setAsked(null)}
          onRefused={(failure) => {
            for (const [field, message] of policyFieldErrors(failure)) form.setError(field, { message });
          }}
        />
      )}
    </>
  );
}
