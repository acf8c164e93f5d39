import type { ExecutorView } from "@excalibur/api/contract";
import { Ban, KeyRound, PencilLine, RefreshCw, Trash2 } from "lucide-react";
import { useMayManageKeys } from "../../../server/account.ts";
import { ActionButton } from "../../../ui/action-button.tsx";
import { Button } from "../../../ui/button.tsx";
import { useExecutorActions } from "../change/executor-actions.tsx";
import { renewKeyUnavailable, revokeAccessUnavailable } from "../change/executor-availability.ts";

export function ExecutorButtons({ executor }: { executor: ExecutorView }) {
  const { openNewKey, openDetails, openRenew, openRevokeAccess, openDelete } = useExecutorActions();
  if (!useMayManageKeys()) return null;
  return (
    <div className="flex flex-wrap gap-2">
      <Button onClick={() => openNewKey(executor)}>
        <KeyRound aria-hidden className="size-3.5" />
        <span>
          New key<span className="max-[1080px]:sr-only"> for this executor</span>
        </span>
      </Button>
      <Button onClick={() => openDetails(executor)}>
        <PencilLine aria-hidden className="size-3.5" />
        Edit details
      </Button>
      <ActionButton unavailable={renewKeyUnavailable(executor)} onClick={() => openRenew(executor)}>
        <RefreshCw aria-hidden className="size-3.5" />
        <span>
          Renew<span className="max-[1080px]:sr-only"> key</span> now
        </span>
      </ActionButton>
      <ActionButton unavailable={revokeAccessUnavailable(executor)} onClick={() => openRevokeAccess(executor)}>
        <Ban aria-hidden className="size-3.5" />
        <span>
          Revoke <span className="max-[1080px]:sr-only">executor </span>access
        </span>
      </ActionButton>
      <Button onClick={() => openDelete(executor)}>
        <Trash2 aria-hidden className="size-3.5" />
        Delete
      </Button>
    </div>
  );
}
