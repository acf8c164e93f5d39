import type { GivenRole, MemberView } from "@excalibur/api/contract";
import { toast } from "sonner";
import { apiClient } from "../../server/api.ts";
import { ConfirmDialog } from "../../ui/confirm-dialog.tsx";
import { ROLE_LABELS } from "../../ui/role-labels.ts";
import { membersHaveChanged } from "./members-cache.ts";

interface ChangeRoleDialogProps {
  member: MemberView;
  role: GivenRole;
  onClose: () => void;
}

export function ChangeRoleDialog({ member, role, onClose }: ChangeRoleDialogProps) {
  const { name, may } = ROLE_LABELS[role];
  const change = async () => {
    await apiClient.members.changeRole.mutate({ id: member.id, role });
    await membersHaveChanged();
    toast.success(`${member.user.name} is ${name.toLowerCase()} now.`);
    onClose();
  };
  return (
    <ConfirmDialog
      title={`Make ${member.user.name} ${role === "admin" ? "an admin" : "a member"}?`}
      confirm={`Make ${name.toLowerCase()}`}
      tone="primary"
      act={change}
      onClose={onClose}
    >
      <p>
        {name}: {may.charAt(0).toLowerCase() + may.slice(1)} The change holds from their next click on.
      </p>
    </ConfirmDialog>
  );
}
