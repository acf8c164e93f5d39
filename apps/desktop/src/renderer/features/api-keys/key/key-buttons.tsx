import type { ApiKeyView } from "@excalibur/api/contract";
import { Ban, RefreshCcw, Trash2 } from "lucide-react";
import type { ReactNode } from "react";
import { useMayManageKeys } from "../../../server/account.ts";
import { Button } from "../../../ui/button.tsx";
import { Tooltip } from "../../../ui/tooltip.tsx";
import { useKeyActions } from "../change/key-actions.tsx";
import { deleteUnavailable, revokeUnavailable, rotateUnavailable } from "../change/key-availability.ts";

export function KeyButtons({ apiKey }: { apiKey: ApiKeyView }) {
  const { openRotate, openRevoke, openDelete } = useKeyActions();
  if (!useMayManageKeys()) return null;
  return (
    <div className="flex gap-2">
      <ActionButton unavailable={rotateUnavailable(apiKey)} onClick={() => openRotate(apiKey)}>
        <RefreshCcw aria-hidden className="size-3.5" />
        Rotate
      </ActionButton>
      <ActionButton unavailable={revokeUnavailable(apiKey)} onClick={() => openRevoke(apiKey)}>
        <Ban aria-hidden className="size-3.5" />
        Revoke
      </ActionButton>
      <ActionButton unavailable={deleteUnavailable(apiKey)} onClick={() => openDelete(apiKey)}>
        <Trash2 aria-hidden className="size-3.5" />
        Delete
      </ActionButton>
    </div>
  );
}

interface ActionButtonProps {
  unavailable: string | undefined;
  onClick: () => void;
  children: ReactNode;
}

/** A button that stays reachable while it can't be used, so that pointer and keyboard alike find the reason. */
function ActionButton({ unavailable, onClick, children }: ActionButtonProps) {
  if (unavailable === undefined) return <Button onClick={onClick}>{children}</Button>;
  return (
    <Tooltip text={unavailable}>
      <Button aria-disabled className="text-muted hover:bg-surface">
        {children}
      </Button>
    </Tooltip>
  );
}
