import { useState } from "react";
import { createInvitationInput, GIVEN_ROLES, judgeInvitation } from "@excalibur/api/contract";
import { zodResolver } from "@hookform/resolvers/zod";
import { useForm, useWatch } from "react-hook-form";
import { useAccount } from "../../server/account.ts";
import { apiClient } from "../../server/api.ts";
import { readFailure, type Failure } from "../../server/failure.ts";
import { ChoiceCards } from "../../ui/choice-cards.tsx";
import { Dialog } from "../../ui/dialog.tsx";
import { DialogForm } from "../../ui/dialog-form.tsx";
import { Field, Input } from "../../ui/field.tsx";
import { plainFieldErrors } from "../../ui/plain-field-errors.ts";
import { ROLE_LABELS } from "../../ui/role-labels.ts";
import type { HandedInvitation } from "./handed-invitation.tsx";

interface InviteDialogProps {
  onClose: () => void;
  onInvited: (handed: HandedInvitation) => void;
}

export function InviteDialog({ onClose, onInvited }: InviteDialogProps) {
  const role = useAccount()?.organization?.role ?? "member";
  const given = GIVEN_ROLES.filter((each) => judgeInvitation({ role }, each) === "allowed").toReversed();
  const [failure, setFailure] = useState<Failure | null>(null);
  const form = useForm({
    resolver: zodResolver(createInvitationInput, plainFieldErrors),
    defaultValues: { email: "", role: "member" as const },
  });
  const { errors, isSubmitting } = form.formState;
  const chosen = useWatch({ control: form.control, name: "role" });

  const submit = form.handleSubmit(async (input) => {
    setFailure(null);
    try {
      onInvited(await apiClient.invitations.create.mutate(input));
    } catch (error) {
      const refused = readFailure(error);
      const isAboutAddress =
        refused.kind === "refused" && (refused.reason === "already_member" || refused.reason === "invitation_exists");
      if (isAboutAddress) form.setError("email", { message: refused.message }, { shouldFocus: true });
      else setFailure(refused);
    }
  });

  return (
    <Dialog title="Invite someone" onClose={onClose}>
      <DialogForm onSubmit={submit} onClose={onClose} confirm="Invite" busy={isSubmitting} failure={failure}>
        <Field label="E-mail address" error={errors.email?.message}>
          {(control) => <Input {...control} type="email" autoFocus {...form.register("email")} />}
        </Field>
        {given.length > 1 ? (
          <ChoiceCards
            legend="Role"
            name="role"
            choices={given.map((value) => ({
              value,
              title: ROLE_LABELS[value].name,
              detail: ROLE_LABELS[value].may,
            }))}
            value={chosen}
            onChange={(value) => form.setValue("role", value)}
          />
        ) : (
          <p className="text-muted">They join as a member. Only the owner invites admins.</p>
        )}
      </DialogForm>
    </Dialog>
  );
}
