import { Field, Input } from "../../ui/field.tsx";

interface CodeFieldProps {
  label: string;
  hint: string;
  error: string | undefined;
  value: string;
  onChange: (value: string) => void;
}

/** A field for a hash or a key, of which each character counts. */
export function CodeField({ label, hint, error, value, onChange }: CodeFieldProps) {
  return (
    <Field label={label} error={error} hint={hint}>
      {(control) => (
        <Input
          {...control}
          value={value}
          onChange={(event) => onChange(event.target.value)}
          className="font-mono text-sm"
        />
      )}
    </Field>
  );
}
