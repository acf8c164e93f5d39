import { revocationReason } from "@excalibur/api/contract";
import { Field, Input } from "../../../ui/field.tsx";

interface ReasonFieldProps {
  value: string;
  onChange: (reason: string) => void;
}

/** The optional reason of a revocation. */
export function ReasonField({ value, onChange }: ReasonFieldProps) {
  const judged = value.trim() === "" ? null : revocationReason.safeParse(value);
  return (
    <Field
      label="Reason (optional)"
      hint="Shown with the key and in the audit log."
      error={judged?.error?.issues[0]?.message}
    >
      {(control) => <Input {...control} value={value} onChange={(event) => onChange(event.target.value)} />}
    </Field>
  );
}
