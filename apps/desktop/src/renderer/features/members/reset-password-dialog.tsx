import { useState } from "react";
import type { MemberView } from "@excalibur/api/contract";
import { toast } from "sonner";
import { apiClient } from "../../server/api.ts";
import { ConfirmDialog } from "../../ui/confirm-dialog.tsx";
import { LinkDialog } from "./link-dialog.tsx";

export function ResetPasswordDialog({ member, onClose }: { member: MemberView; onClose: () => void }) {
  const [link, setLink] = useState<string | null>(null);
  const { name, email } = member.user;
  const reset = async () => {
    const made = await apiClient.members.resetPassword.mutate({ id: member.id });
    if (made.link !== null) return setLink(made.link);
    toast.success(made.mailed ? `The link is on its way to ${email}.` : `The mail to ${email} could not be sent.`);
    onClose();
  };
  if (link !== null) {
    return (
      <LinkDialog title={`Give this link to ${name}`} link={link} onClose={onClose}>
        With it {name} sets a new password. It works once, for a day.
      </LinkDialog>
    );
  }
  return (
    <ConfirmDialog
      title={`Reset the password of ${name}?`}
      confirm="Make link"
      tone="primary"
      act={reset}
      onClose={onClose}
    >
      <p>
        You get a link for {name} ({email}) to set a new one. Until it is used, the present password goes on working; a
        link made earlier does not.
      </p>
    </ConfirmDialog>
  );
}
