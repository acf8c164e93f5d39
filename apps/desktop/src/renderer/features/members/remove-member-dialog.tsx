import type { MemberView } from "@excalibur/api/contract";
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useState } from "react";
import { toast } from "sonner";
import { NO_OWNER } from "../../components/no-owner.ts";
import { OwnerSelect } from "../../components/owner-field.tsx";
import { useAccount } from "../../server/account.ts";
import { api, apiClient } from "../../server/api.ts";
import { ConfirmDialog } from "../../ui/confirm-dialog.tsx";
import { membersHaveChanged } from "./members-cache.ts";

interface RemoveMemberDialogProps {
  member: MemberView;
  organization: string;
  onClose: () => void;
}

export function RemoveMemberDialog({ member, organization, onClose }: RemoveMemberDialogProps) {
  const { id: userId, name, email } = member.user;
  const account = useAccount();
  const members = useQuery(api.members.list.queryOptions()).data?.items ?? [];
  const own = members.find(({ user }) => user.id === account?.user.id)?.id;
  const [chosen, setChosen] = useState<string | null>(null);
  const newOwnerId = chosen ?? own ?? NO_OWNER;
  const created = useQuery(api.apiKeys.list.queryOptions({ limit: 1, facets: { createdById: userId } })).data?.total;
  const owned = useQuery(api.apiKeys.list.queryOptions({ limit: 1, facets: { ownerId: member.id } })).data?.total;
  const remove = async () => {
    await apiClient.members.remove.mutate({ id: member.id, newOwnerId: newOwnerId === NO_OWNER ? null : newOwnerId });
    await membersHaveChanged();
    toast.success(`${name} is no longer a member of ${organization}.`);
    onClose();
  };
  return (
    <ConfirmDialog title={`Remove ${name}?`} confirm="Remove member" tone="danger" act={remove} onClose={onClose}>
      <p>
        {name} ({email}) loses access to {organization} at once. The audit log keeps what they did.
      </p>
      {created !== undefined && owned !== undefined && (
        <p>
          Keys belong to the organization and go on working:{" "}
          <Link to="/o/$slug/keys" search={{ createdBy: userId }} onClick={onClose} className="text-accent underline">
            {keyCount(created)} they created
          </Link>
          ,{" "}
          <Link to="/o/$slug/keys" search={{ owner: member.id }} onClick={onClose} className="text-accent underline">
            {keyCount(owned)} they own
          </Link>
          .
        </p>
      )}
      {owned !== undefined && owned > 0 && (
        <label className="block space-y-1">
          <span className="font-medium">New owner of the {keyCount(owned)} they own</span>
          <OwnerSelect without={member.id} value={newOwnerId} onChange={(event) => setChosen(event.target.value)} />
        </label>
      )}
    </ConfirmDialog>
  );
}

function keyCount(count: number): string {
  return `${count.toLocaleString("en")} ${count === 1 ? "key" : "keys"}`;
}
