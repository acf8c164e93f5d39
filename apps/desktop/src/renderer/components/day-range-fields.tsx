import { Field, Input } from "../ui/field.tsx";

export interface DayRange {
  from: string | undefined;
  to: string | undefined;
}

/** From which day to which, both included, where the reader is. */
export function DayRangeFields({ from, to, onDays }: DayRange & { onDays: (days: DayRange) => void }) {
  return (
    <>
      <Field label="From">
        {(control) => (
          <Input
            {...control}
            type="date"
            value={from ?? ""}
            max={to}
            onChange={(event) => onDays({ from: event.target.value || undefined, to })}
          />
        )}
      </Field>
      <Field label="To" hint="Both days are included, in your time zone.">
        {(control) => (
          <Input
            {...control}
            type="date"
            value={to ?? ""}
            min={from}
            onChange={(event) => onDays({ from, to: event.target.value || undefined })}
          />
        )}
      </Field>
    </>
  );
}
