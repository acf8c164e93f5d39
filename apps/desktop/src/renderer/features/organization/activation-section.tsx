import { useState } from "react";
import type { AccountView } from "@excalibur/api/contract";
import { useQuery } from "@tanstack/react-query";
import { toast } from "sonner";
import { api, apiClient } from "../../server/api.ts";
import { Button } from "../../ui/button.tsx";
import { ConfirmDialog } from "../../ui/confirm-dialog.tsx";
import { Section } from "../../ui/section.tsx";
import { organizationHasChanged } from "./organization-cache.ts";

interface ActivationProps {
  organization: NonNullable<AccountView["organization"]>;
}

/** Takes the organization out of service, and back. */
export function ActivationSection({ organization }: ActivationProps) {
  const [isAsking, setAsking] = useState(false);
  const isActive = organization.deactivatedAt === null;
  const close = () => setAsking(false);
  return (
    <Section
      title={isActive ? "Deactivate" : "Reactivate"}
      lead={
        isActive
          ? "Refuses every sync and every change until you reactivate it. Nothing is lost."
          : "Accepts syncs and changes again, with the keys that were active before."
      }
    >
      <Button
        look={isActive ? "plain" : "primary"}
        className={isActive ? "text-danger" : ""}
        onClick={() => setAsking(true)}
      >
        {isActive ? "Deactivate organization…" : "Reactivate organization…"}
      </Button>
      {isAsking &&
        (isActive ? (
          <DeactivateDialog organization={organization} onClose={close} />
        ) : (
          <ReactivateDialog organization={organization} onClose={close} />
        ))}
    </Section>
  );
}

function DeactivateDialog({ organization: { name }, onClose }: ActivationProps & { onClose: () => void }) {
  const online = useQuery(api.executors.list.queryOptions({ online: true, limit: 200 }, { staleTime: 0 })).data;
  const deactivate = async () => {
    await apiClient.organizations.deactivate.mutate();
    await organizationHasChanged();
    toast.success(`${name} is deactivated. No server accepts its keys.`);
    onClose();
  };
  return (
    <ConfirmDialog
      title={`Deactivate ${name}?`}
      confirm="Deactivate organization"
      tone="danger"
      act={deactivate}
      onClose={onClose}
    >
      <p>{online === undefined ? "Its executors are refused from their next sync." : describeOnline(online)}</p>
      <p>Members can look but change nothing. You can reactivate it at any time; its keys then work as before.</p>
    </ConfirmDialog>
  );
}

function describeOnline({ items, nextCursor }: { items: readonly unknown[]; nextCursor: string | null }): string {
  if (items.length === 0) return "No executor is online. Any that syncs from now on is refused.";
  if (items.length === 1) return "1 executor is online. It is refused from its next sync.";
  return `${items.length}${nextCursor === null ? "" : " or more"} executors are online. They are refused from their next sync.`;
}

function ReactivateDialog({ organization: { name }, onClose }: ActivationProps & { onClose: () => void }) {
  const reactivate = async () => {
    await apiClient.organizations.reactivate.mutate();
    await organizationHasChanged();
    toast.success(`${name} is active again.`);
    onClose();
  };
  return (
    <ConfirmDialog
      title={`Reactivate ${name}?`}
      confirm="Reactivate organization"
      tone="primary"
      act={reactivate}
      onClose={onClose}
    >
      <p>Its executors are accepted again from their next sync, with every key that is still active.</p>
    </ConfirmDialog>
  );
}
