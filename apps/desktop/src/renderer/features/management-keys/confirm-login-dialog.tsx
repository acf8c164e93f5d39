import type { LoginPreview } from "@excalibur/api/contract";
import { useState } from "react";
import { toast } from "sonner";
import { apiClient } from "../../server/api.ts";
import { RelativeTime } from "../../time/time-text.tsx";
import { Button } from "../../ui/button.tsx";
import { Callout } from "../../ui/callout.tsx";
import { Dialog, DialogActions, DialogBody } from "../../ui/dialog.tsx";
import { DialogForm } from "../../ui/dialog-form.tsx";
import { Fact, Facts } from "../../ui/facts.tsx";
import { FailureCallout } from "../../ui/failure-callout.tsx";
import { Field, Input } from "../../ui/field.tsx";
import { useAction } from "../../ui/use-action.ts";
import { managementKeysHaveChanged } from "./management-keys-cache.ts";
import { SCOPE_LABELS } from "./scopes-field.tsx";

interface ConfirmLoginDialogProps {
  onClose: () => void;
}

/** Confirms `excalibur login`: first the code that the command shows, then what it asks for and from where. */
export function ConfirmLoginDialog({ onClose }: ConfirmLoginDialogProps) {
  const [login, setLogin] = useState<LoginPreview | null>(null);
  return login === null ? (
    <CodeStep onClose={onClose} onFound={setLogin} />
  ) : (
    <DecisionStep login={login} onClose={onClose} />
  );
}

function CodeStep({ onClose, onFound }: ConfirmLoginDialogProps & { onFound: (login: LoginPreview) => void }) {
  const [code, setCode] = useState("");
  const { isRunning, failure, run } = useAction(async () => onFound(await apiClient.logins.preview.mutate({ code })));
  return (
    <Dialog title="Confirm a login" onClose={onClose}>
      <DialogForm onSubmit={run} onClose={onClose} confirm="Continue" busy={isRunning} failure={failure}>
        <Field label="Code" hint="As excalibur login shows it in your terminal. Never one that you were sent.">
          {(control) => (
            <Input
              {...control}
              autoFocus
              autoComplete="off"
              spellCheck={false}
              placeholder="ABCDE-FGH23"
              className="font-mono uppercase"
              value={code}
              onChange={({ target }) => setCode(target.value)}
            />
          )}
        </Field>
      </DialogForm>
    </Dialog>
  );
}

function DecisionStep({ login, onClose }: ConfirmLoginDialogProps & { login: LoginPreview }) {
  const { code, name, host, sourceAddress, isSameAddress, scopes, expiresInDays, requestedAt } = login;
  const confirming = useAction(async () => {
    await apiClient.logins.confirm.mutate({ code });
    await managementKeysHaveChanged();
    toast.success(`${name} is logged in.`);
    onClose();
  });
  const refusing = useAction(async () => {
    await apiClient.logins.refuse.mutate({ code });
    toast.success(`The login from ${host} is refused.`);
    onClose();
  });
  const failure = confirming.failure ?? refusing.failure;
  return (
    <Dialog title="Give this command a management key?" width="wide" onClose={onClose}>
      <DialogBody>
        {failure !== null && <FailureCallout failure={failure} />}
        <Facts>
          <Fact name="Code">
            <span className="font-mono">{code}</span>
          </Fact>
          <Fact name="Name">
            <span className="[overflow-wrap:anywhere]">{name}</span>
          </Fact>
          <Fact name="Host, as it says">
            <span className="[overflow-wrap:anywhere]">{host}</span>
          </Fact>
          <Fact name="Asked from">{sourceAddress}</Fact>
          <Fact name="Asked">
            <RelativeTime at={requestedAt} />
          </Fact>
          <Fact name="May">
            <ul className="space-y-0.5">
              {scopes.map((scope) => (
                <li key={scope}>{SCOPE_LABELS[scope]}</li>
              ))}
            </ul>
          </Fact>
          <Fact name="Expires in">{expiresInDays === 1 ? "1 day" : `${expiresInDays} days`}</Fact>
        </Facts>
        {!isSameAddress && (
          <Callout tone="caution">
            The command asked from another address than yours. That is right for a command on another machine; refuse it
            if you don’t know {sourceAddress}.
          </Callout>
        )}
        <Callout tone="info">
          Confirm only if you started <code>excalibur login</code> yourself and it shows the code{" "}
          <strong className="font-mono">{code}</strong> now. That terminal can then do all of the above in your name.
        </Callout>
      </DialogBody>
      <DialogActions>
        <Button look="danger" busy={refusing.isRunning} onClick={refusing.run}>
          Refuse
        </Button>
        <Button look="primary" busy={confirming.isRunning} onClick={confirming.run}>
          Confirm login
        </Button>
      </DialogActions>
    </Dialog>
  );
}
