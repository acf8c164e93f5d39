import { useState } from "react";
import { CHAIN_PROBLEMS, verifyAuditInput } from "@excalibur/api/contract";
import type { RouterOutputs } from "@excalibur/api";
import { LoaderCircle } from "lucide-react";
import { apiClient } from "../../server/api.ts";
import { RelativeTime } from "../../time/time-text.tsx";
import { Button } from "../../ui/button.tsx";
import { Callout } from "../../ui/callout.tsx";
import { CopyButton } from "../../ui/copy-button.tsx";
import { Dialog, DialogActions, DialogBody } from "../../ui/dialog.tsx";
import { FailureCallout } from "../../ui/failure-callout.tsx";
import { useAction } from "../../ui/use-action.ts";
import { CodeField } from "./code-field.tsx";

type Verification = RouterOutputs["audit"]["verify"];

/** Has the whole chain checked, against a head that was noted earlier if there is one. */
export function VerifyDialog({ onClose, onWitnesses }: { onClose: () => void; onWitnesses: () => void }) {
  const [head, setHead] = useState("");
  const [error, setError] = useState<string | undefined>();
  const [result, setResult] = useState<Verification | null>(null);
  const { isRunning, failure, run } = useAction(async () => {
    setResult(null);
    const input = verifyAuditInput.safeParse(head.trim() === "" ? {} : { head });
    setError(input.error?.issues[0]?.message);
    if (input.success) setResult(await apiClient.audit.verify.query(input.data));
  });
  return (
    <Dialog
      title="Verify the audit log"
      description="Each row holds the hash of the one before it. A row that was changed, removed or inserted breaks the chain there."
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
          <CodeField
            label="Head noted earlier (optional)"
            error={error}
            hint="The database's owner could write the whole chain again. Only a head kept elsewhere shows that, or a witness."
            value={head}
            onChange={setHead}
          />
          {failure !== null && <FailureCallout failure={failure} />}
          <div aria-live="polite">
            {isRunning && (
              <p className="flex items-center gap-2 text-muted">
                <LoaderCircle aria-hidden className="size-4 animate-spin" />
                Checking every row…
              </p>
            )}
            {result !== null && <Result result={result} />}
          </div>
        </DialogBody>
        <DialogActions>
          <Button className="mr-auto" onClick={onWitnesses}>
            Witnesses…
          </Button>
          <Button onClick={onClose}>Close</Button>
          <Button type="submit" look="primary" busy={isRunning} autoFocus>
            Verify
          </Button>
        </DialogActions>
      </form>
    </Dialog>
  );
}

function Result({ result: { ok, checked, head, firstBad, cosigned } }: { result: Verification }) {
  const rows = checked === 1 ? "1 row" : `${checked.toLocaleString("en")} rows`;
  return (
    <div className="space-y-3">
      {ok || firstBad === null ? (
        <Callout tone="positive">
          <span className="font-medium">The chain is unbroken.</span> {rows} checked.
        </Callout>
      ) : (
        <Callout tone="danger" urgent>
          <span className="font-medium">Row {firstBad.sequence} is the first that is wrong.</span>{" "}
          {CHAIN_PROBLEMS[firstBad.problem]} {rows} before it are unbroken.
          {firstBad.id !== null && <span className="mt-1 block font-mono text-xs">{firstBad.id}</span>}
        </Callout>
      )}
      {cosigned.length > 0 && (
        <ul aria-label="Co-signed heads" className="text-sm">
          {cosigned.map(({ witness, sequence, at }) => (
            <li key={witness} className="[overflow-wrap:anywhere]">
              Co-signed up to row {sequence.toLocaleString("en")} by {witness}, <RelativeTime at={at} />
            </li>
          ))}
        </ul>
      )}
      <div>
        <p className="text-sm text-muted">Head: the hash of the last unbroken row. Keep it outside this database.</p>
        <p className="mt-0.5 flex items-center gap-1.5">
          <span className="font-mono text-xs break-all">{head}</span>
          <CopyButton text={head} label="Copy the head" />
        </p>
      </div>
    </div>
  );
}
