import { Server } from "lucide-react";
import { EmptyList } from "../../lists/empty-list.tsx";
import { useMayManageKeys } from "../../server/account.ts";
import { Button } from "../../ui/button.tsx";

interface FirstStepsProps {
  onConnect: () => void;
  onNewKey: () => void;
}

/** For an organization that has neither keys nor executors yet. */
export function FirstSteps({ onConnect, onNewKey }: FirstStepsProps) {
  const mayManage = useMayManageKeys();
  return (
    <EmptyList icon={Server} title="Connect your first executor">
      <p className="text-muted">
        {mayManage
          ? "An executor runs on your own host or cluster and calls this server every few seconds with its key. You get the commands with everything filled in."
          : "There are neither keys nor executors yet. An owner or admin connects them."}
      </p>
      {mayManage && (
        <div className="flex justify-center gap-2">
          <Button onClick={onNewKey}>New key alone</Button>
          <Button look="primary" onClick={onConnect}>
            Connect new executor
          </Button>
        </div>
      )}
    </EmptyList>
  );
}
