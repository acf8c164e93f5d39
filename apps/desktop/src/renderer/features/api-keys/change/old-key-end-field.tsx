import { serverNow } from "../../../server/server-clock.ts";
import { exactTime } from "../../../time/relative-time.ts";
import { ChoiceCards } from "../../../ui/choice-cards.tsx";
import { Field, Input } from "../../../ui/field.tsx";
import { endingAt, HOURS_PROBLEM, type OldKeyEndValues } from "./old-key-end.ts";

const CHOICES = [
  { value: "now", title: "Now", detail: "For a key that may have leaked" },
  { value: "whenMoved", title: "When moved", detail: "Once its last executor has another key" },
  { value: "at", title: "At a time", detail: "Both keys are good until then" },
] as const;

/** A renewed key never ends now: its executors need it to ask for the next one. */
const CHOICES_OF_RENEWAL = CHOICES.filter(({ value }) => value !== "now");

interface OldKeyEndFieldProps {
  values: OldKeyEndValues;
  onChange: (values: OldKeyEndValues) => void;
  /** Whether its executors renew the key, or else a person rotates it. */
  isOfRenewal?: boolean;
}

/** When the old key of a rotation or renewal ends. */
export function OldKeyEndField({ values, onChange, isOfRenewal = false }: OldKeyEndFieldProps) {
  return (
    <ChoiceCards
      legend="The old key ends"
      name="oldKeyEnds"
      choices={isOfRenewal ? CHOICES_OF_RENEWAL : CHOICES}
      value={values.kind}
      onChange={(kind) => onChange({ ...values, kind })}
    >
      {values.kind === "at" && <Hours values={values} onChange={onChange} />}
    </ChoiceCards>
  );
}

function Hours({ values, onChange }: OldKeyEndFieldProps) {
  const at = endingAt(values, serverNow());
  return (
    <Field
      label="In (hours)"
      error={at === null ? HOURS_PROBLEM : undefined}
      hint={at === null ? undefined : `Ends ${exactTime(at)}, or when it expires, if that is earlier.`}
    >
      {(control) => (
        <Input
          {...control}
          inputMode="numeric"
          value={values.hours}
          onChange={(event) => onChange({ ...values, hours: event.target.value })}
          className="w-24"
        />
      )}
    </Field>
  );
}
