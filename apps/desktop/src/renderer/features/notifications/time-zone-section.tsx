import { setTimeZoneInput } from "@excalibur/api/contract";
import { zodResolver } from "@hookform/resolvers/zod";
import { useId, useState } from "react";
import { toast } from "sonner";
import { apiClient } from "../../server/api.ts";
import { readFailure, type Failure } from "../../server/failure.ts";
import { Button } from "../../ui/button.tsx";
import { FailureCallout } from "../../ui/failure-callout.tsx";
import { Field, Input } from "../../ui/field.tsx";
import { Section } from "../../ui/section.tsx";
import { useSavedForm } from "../../ui/use-saved-form.ts";
import { channelsHaveChanged } from "./channels-cache.ts";

const KNOWN = ["UTC", ...Intl.supportedValuesOf("timeZone")];

/** The time zone in which messages write instants, and in which a digest has its time. */
export function TimeZoneSection({ timeZone }: { timeZone: string }) {
  const [failure, setFailure] = useState<Failure | null>(null);
  const zones = useId();
  const [isReached, setReached] = useState(false);
  const form = useSavedForm({ timeZone }, zodResolver(setTimeZoneInput));
  const { errors, isSubmitting, isDirty } = form.formState;
  const submit = form.handleSubmit(async (input) => {
    setFailure(null);
    try {
      await apiClient.organizations.setTimeZone.mutate(input);
      await channelsHaveChanged();
      toast.success("Saved.");
    } catch (error) {
      setFailure(readFailure(error));
    }
  });
  return (
    <Section title="Days and hours" lead="Messages of the organization write days and hours in it.">
      <form onSubmit={(event) => void submit(event)} noValidate className="space-y-4">
        {failure !== null && <FailureCallout failure={failure} />}
        <Field label="Time zone" error={errors.timeZone?.message}>
          {(control) => (
            <Input {...control} list={zones} onFocus={() => setReached(true)} {...form.register("timeZone")} />
          )}
        </Field>
        {isReached && <KnownZones id={zones} />}
        <Button type="submit" busy={isSubmitting} disabled={!isDirty}>
          Save
        </Button>
      </form>
    </Section>
  );
}

/** What can be chosen: hundreds of elements, so they are there once the field had the focus. */
function KnownZones({ id }: { id: string }) {
  return (
    <datalist id={id}>
      {KNOWN.map((zone) => (
        <option key={zone}>{zone}</option>
      ))}
    </datalist>
  );
}
