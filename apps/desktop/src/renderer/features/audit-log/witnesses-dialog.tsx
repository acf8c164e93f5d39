import { addWitnessInput, type WitnessView } from "@excalibur/api/contract";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { toast } from "sonner";
import { api, apiClient } from "../../server/api.ts";
import { readFailure } from "../../server/failure.ts";
import { queryClient } from "../../server/query-client.ts";
import { Button } from "../../ui/button.tsx";
import { Dialog, DialogActions, DialogBody } from "../../ui/dialog.tsx";
import { FailureCallout } from "../../ui/failure-callout.tsx";
import { FailureView } from "../../ui/failure-view.tsx";
import { useAction } from "../../ui/use-action.ts";
import { CodeField } from "./code-field.tsx";
import { RemoveWitnessDialog } from "./remove-witness-dialog.tsx";
import { WitnessList } from "./witness-list.tsx";

/** Which witnesses co-sign the log; an owner registers and removes their keys. */
export function WitnessesDialog({ onClose }: { onClose: () => void }) {
  const [key, setKey] = useState("");
  const [error, setError] = useState<string | undefined>();
  const [removing, setRemoving] = useState<WitnessView | null>(null);
  const { data, error: fault, refetch } = useQuery(api.witnesses.list.queryOptions());
  const { isRunning, failure, run } = useAction(async () => {
    const input = addWitnessInput.safeParse({ key });
    setError(input.error?.issues[0]?.message);
    if (!input.success) return;
    const { witness } = await apiClient.witnesses.add.mutate(input.data);
    await queryClient.invalidateQueries(api.witnesses.list.pathFilter());
    setKey("");
    toast.success(`${witness.name} is registered.`);
  });
  if (removing !== null) return <RemoveWitnessDialog witness={removing} onClose={() => setRemoving(null)} />;
  return (
    <Dialog
      title="Witnesses of the audit log"
      description="A witness runs on a machine that the database’s owner can’t change. It signs only heads that extend the last one it has signed, so a log that was wound back or written again is noticed, and named by its row."
      onClose={onClose}
      width="wide"
    >
      <form
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          run();
        }}
      >
        <DialogBody>
          {data === undefined ? (
            fault !== null && <FailureView failure={readFailure(fault)} onRetry={() => void refetch()} />
          ) : (
            <WitnessList witnesses={data.items} onRemove={setRemoving} />
          )}
          <CodeField
            label="Key of a new witness"
            error={error}
            hint="On the witness’s machine: excalibur-audit witness-key FOLDER --name NAME"
            value={key}
            onChange={setKey}
          />
          {failure !== null && <FailureCallout failure={failure} />}
        </DialogBody>
        <DialogActions>
          <Button onClick={onClose}>Close</Button>
          <Button type="submit" look="primary" busy={isRunning}>
            Register witness
          </Button>
        </DialogActions>
      </form>
    </Dialog>
  );
}
