import type { ChannelKind } from "@excalibur/api/contract";
import type { UseFormReturn } from "react-hook-form";
import { Field, Input } from "../../ui/field.tsx";
import type { ChannelFormInput } from "./channel-form.ts";

interface ReceiverFieldProps {
  kind: ChannelKind;
  /** The host of the address that is kept; its path is not shown again. */
  host: string | null;
  form: Pick<UseFormReturn<ChannelFormInput>, "register">;
  error: string | undefined;
}

/** Where a channel sends to. A calendar is read by its receiver. */
export function ReceiverField({ kind, host, form, error }: ReceiverFieldProps) {
  if (kind === "calendar") {
    return (
      <p className="text-muted">
        Its address is shown once. It is the only credential: every program that has it can read when keys expire.
      </p>
    );
  }
  if (kind === "email") {
    return (
      <Field
        label="Addresses"
        error={error}
        hint="Up to 20, with a space or comma between. Each gets a mail of its own."
      >
        {(control) => <Input {...control} placeholder="oncall@example.com" {...form.register("addresses")} />}
      </Field>
    );
  }
  return (
    <Field
      label={kind === "chat" ? "Incoming hook" : "Address"}
      error={error}
      hint={host === null ? "It is kept encrypted, and not shown again." : `Now one at ${host}. Empty: it stays.`}
    >
      {(control) => <Input {...control} inputMode="url" placeholder="https://" {...form.register("url")} />}
    </Field>
  );
}
