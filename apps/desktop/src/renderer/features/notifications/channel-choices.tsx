import { CHOSEN_KINDS, NOTIFICATION_KINDS, NOTIFICATION_LEVELS, type ChosenKind } from "@excalibur/api/contract";
import { useId } from "react";
import type { UseFormReturn } from "react-hook-form";
import { Field, FieldError, Input } from "../../ui/field.tsx";
import type { ChannelFormInput } from "./channel-form.ts";
import { LEVEL_LABELS } from "./channel-labels.ts";

interface ChannelChoicesProps {
  form: Pick<UseFormReturn<ChannelFormInput>, "register">;
  kinds: readonly ChosenKind[];
  onKinds: (kinds: ChosenKind[]) => void;
  errors: Readonly<Partial<Record<"kinds" | "offlineMinutes" | "digestAt", { message?: string | undefined }>>>;
}

/** What a channel is told, how urgent it has to be, and whether it is told at once. */
export function ChannelChoices({ form, kinds, onKinds, errors }: ChannelChoicesProps) {
  const id = useId();
  return (
    <>
      <fieldset className="space-y-1.5 touch:space-y-6">
        <legend className="mb-1 font-medium">Send</legend>
        {NOTIFICATION_LEVELS.map((level) => (
          <label key={level} className="flex items-start gap-2.5">
            <input
              type="radio"
              value={level}
              className="mt-0.5 size-4 shrink-0 accent-accent"
              {...form.register("leastLevel")}
            />
            {LEVEL_LABELS[level]}
          </label>
        ))}
      </fieldset>
      <details className="group">
        <summary className="font-medium">
          Kinds of messages{" "}
          <span className="font-normal text-muted">
            {kinds.length === CHOSEN_KINDS.length ? "all" : `${kinds.length} of ${CHOSEN_KINDS.length}`}
          </span>
        </summary>
        <fieldset
          aria-describedby={errors.kinds === undefined ? undefined : id}
          className="mt-2 space-y-1.5 touch:space-y-6"
        >
          <legend className="sr-only">Kinds of messages</legend>
          {CHOSEN_KINDS.map((kind) => (
            <label key={kind} className="flex items-start gap-2.5">
              <input
                type="checkbox"
                checked={kinds.includes(kind)}
                onChange={({ target }) =>
                  onKinds(target.checked ? [...kinds, kind] : kinds.filter((other) => other !== kind))
                }
                className="mt-0.5 size-4 shrink-0 accent-accent"
              />
              <span>{NOTIFICATION_KINDS[kind].description}</span>
            </label>
          ))}
        </fieldset>
      </details>
      {errors.kinds !== undefined && <FieldError id={id}>{errors.kinds.message}</FieldError>}
      <Field label="Minutes until an executor counts as offline" error={errors.offlineMinutes?.message}>
        {(control) => <Input {...control} inputMode="numeric" className="w-24" {...form.register("offlineMinutes")} />}
      </Field>
      <Field
        label="Daily digest at"
        error={errors.digestAt?.message}
        hint="A time of the day in the organization’s time zone, such as 08:30: then one message a day. Empty: each message at once."
      >
        {(control) => <Input {...control} placeholder="none" className="w-24" {...form.register("digestAt")} />}
      </Field>
    </>
  );
}
