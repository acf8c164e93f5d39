import type { MemberView } from "@excalibur/api/contract";
import { Crown, KeySquare, LogOut, UserCog, UserMinus } from "lucide-react";
import { useAccount } from "../../server/account.ts";
import { ActionsMenu } from "../../ui/actions-menu.tsx";
import { MenuItem } from "../../ui/menu.tsx";
import { ROLE_LABELS } from "../../ui/role-labels.ts";
import { hasChoice, memberChoices } from "./member-choices.ts";
import type { OpenDialog } from "./open-dialog.ts";

interface MemberMenuProps {
  member: MemberView;
  onOpen: (open: OpenDialog) => void;
}

/** Everything that one may do about one member; nothing at all for those who may do nothing. */
export function MemberMenu({ member, onOpen }: MemberMenuProps) {
  const account = useAccount();
  const organization = account?.organization;
  if (organization == null || organization.deactivatedAt !== null) return null;
  const actor = { userId: account?.user.id ?? "", role: organization.role };
  const choices = memberChoices(actor, { userId: member.user.id, role: member.role });
  const { newRole } = choices;
  if (!hasChoice(choices)) return null;
  return (
    <ActionsMenu of={member.user.name}>
      {newRole !== null && (
        <MenuItem icon={<UserCog aria-hidden />} onSelect={() => onOpen({ kind: "role", member, role: newRole })}>
          Make {ROLE_LABELS[newRole].name.toLowerCase()}…
        </MenuItem>
      )}
      {choices.mayOwn && (
        <MenuItem icon={<Crown aria-hidden />} onSelect={() => onOpen({ kind: "transfer", member })}>
          Transfer ownership…
        </MenuItem>
      )}
      {choices.mayReset && (
        <MenuItem icon={<KeySquare aria-hidden />} onSelect={() => onOpen({ kind: "resetPassword", member })}>
          Reset password…
        </MenuItem>
      )}
      {choices.mayRemove && (
        <MenuItem icon={<UserMinus aria-hidden />} tone="danger" onSelect={() => onOpen({ kind: "remove", member })}>
          Remove…
        </MenuItem>
      )}
      {choices.mayLeave && (
        <MenuItem icon={<LogOut aria-hidden />} tone="danger" onSelect={() => onOpen({ kind: "leave" })}>
          Leave {organization.name}…
        </MenuItem>
      )}
    </ActionsMenu>
  );
}
