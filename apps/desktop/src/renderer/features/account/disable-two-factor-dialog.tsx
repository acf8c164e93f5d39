import { toast } from "sonner";
import { api, personClient } from "../../server/api.ts";
import { queryClient } from "../../server/query-client.ts";
import { Dialog } from "../../ui/dialog.tsx";
import { PasswordStep } from "./password-step.tsx";

export function DisableTwoFactorDialog({ onClose }: { onClose: () => void }) {
  const disable = async (password: string) => {
    await personClient.account.twoFactor.disable.mutate({ password });
    await queryClient.invalidateQueries(api.account.get.queryFilter());
    toast.success("Two-factor sign-in is off.");
    onClose();
  };
  return (
    <Dialog
      title="Turn off two-factor sign-in?"
      description="From then on your password alone signs you in. Your recovery codes stop working."
      onClose={onClose}
    >
      <PasswordStep confirm="Turn off" tone="danger" act={disable} onClose={onClose} />
    </Dialog>
  );
}
