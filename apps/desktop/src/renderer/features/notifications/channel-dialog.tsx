import { CHANNEL_KINDS, type ChannelView, type IssuedChannelSecret } from "@excalibur/api/contract";
import { zodResolver } from "@hookform/resolvers/zod";
import { useState } from "react";
import { useForm, useWatch } from "react-hook-form";
import { toast } from "sonner";
import { apiClient } from "../../server/api.ts";
import { readFailure, type Failure } from "../../server/failure.ts";
import { ChoiceCards } from "../../ui/choice-cards.tsx";
import { Dialog } from "../../ui/dialog.tsx";
import { DialogForm } from "../../ui/dialog-form.tsx";
import { Field, Input } from "../../ui/field.tsx";
import { ChannelChoices } from "./channel-choices.tsx";
import { channelForm, hasUrl, NEW_CHANNEL, toCreateInput, toUpdateInput, urlError, valuesOf } from "./channel-form.ts";
import { KIND_DETAILS, KIND_LABELS } from "./channel-labels.ts";
import { channelsHaveChanged } from "./channels-cache.ts";
import { ReceiverField } from "./receiver-field.tsx";

const KINDS = CHANNEL_KINDS.map((kind) => ({ value: kind, title: KIND_LABELS[kind], detail: KIND_DETAILS[kind] }));

interface ChannelDialogProps {
  /** The channel that is changed; absent: a new one is made. */
  channel?: ChannelView;
  onClose: () => void;
  /** Called with what is shown once. */
  onIssued: (channel: ChannelView, issued: IssuedChannelSecret) => void;
}

/** Makes a channel, or changes one. The kind of a channel stays. */
export function ChannelDialog({ channel, onClose, onIssued }: ChannelDialogProps) {
  const [failure, setFailure] = useState<Failure | null>(null);
  const settings = channel?.settings ?? null;
  const form = useForm({
    resolver: zodResolver(channelForm(channel === undefined)),
    defaultValues: channel === undefined || settings === null ? NEW_CHANNEL : valuesOf(channel, settings),
  });
  const { errors, isSubmitting, isSubmitted } = form.formState;
  const [kind, kinds] = useWatch({ control: form.control, name: ["kind", "kinds"] });

  const submit = form.handleSubmit(async (checked) => {
    setFailure(null);
    try {
      if (channel === undefined) {
        const { channel: created, ...issued } = await apiClient.channels.create.mutate(toCreateInput(checked));
        await channelsHaveChanged();
        onIssued(created, issued);
      } else {
        await apiClient.channels.update.mutate(toUpdateInput(channel.id, checked));
        await channelsHaveChanged();
        toast.success("Saved.");
        onClose();
      }
    } catch (error) {
      const refused = readFailure(error);
      const message = urlError(refused);
      if (message === null) setFailure(refused);
      else form.setError("url", { message }, { shouldFocus: true });
    }
  });

  return (
    <Dialog title={channel === undefined ? "New channel" : `Change ${channel.name}`} width="wide" onClose={onClose}>
      <DialogForm
        onSubmit={submit}
        onClose={onClose}
        confirm={channel === undefined ? "Create" : "Save"}
        busy={isSubmitting}
        failure={failure}
      >
        <Field label="Name" error={errors.name?.message}>
          {(control) => <Input {...control} autoFocus placeholder="On call" {...form.register("name")} />}
        </Field>
        {channel === undefined && (
          <ChoiceCards
            legend="Kind"
            name="kind"
            choices={KINDS}
            value={kind}
            onChange={(chosen) => form.setValue("kind", chosen)}
          />
        )}
        <ReceiverField
          kind={kind}
          host={settings?.host ?? null}
          form={form}
          error={(hasUrl(kind) ? errors.url : errors.addresses)?.message}
        />
        {kind !== "calendar" && (
          <ChannelChoices
            form={form}
            kinds={kinds}
            onKinds={(chosen) => form.setValue("kinds", chosen, { shouldValidate: isSubmitted })}
            errors={errors}
          />
        )}
      </DialogForm>
    </Dialog>
  );
}
