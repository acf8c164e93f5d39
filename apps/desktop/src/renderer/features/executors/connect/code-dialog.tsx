import { LoaderCircle } from "lucide-react";
import { useQuery } from "@tanstack/react-query";
import { EnrolmentCommand } from "../../../components/enrolment-command.tsx";
import { api } from "../../../server/api.ts";
import { usePollInterval } from "../../../server/live/live-state.ts";
import { RelativeTime } from "../../../time/time-text.tsx";
import { Button } from "../../../ui/button.tsx";
import { Callout } from "../../../ui/callout.tsx";
import { Dialog, DialogActions, DialogBody } from "../../../ui/dialog.tsx";
import type { Enrolment } from "./connection.ts";

const ASK_EVERY_MS = 2_000;

interface CodeDialogProps {
  enrolment: Enrolment;
  onClose: () => void;
}

/** Shows an enrolment code and the command that takes it, and turns green once a host has used it. */
export default function CodeDialog({ enrolment: { name, code, secret, serverUrl }, onClose }: CodeDialogProps) {
  const { data } = useQuery(api.codes.list.queryOptions(undefined, { refetchInterval: usePollInterval(ASK_EVERY_MS) }));
  const { status, expiresAt } = data?.items.find(({ id }) => id === code.id) ?? code;
  const command = `excalibur-executor enroll --url ${serverUrl} --name ${name} --api-key-file /etc/excalibur/api-key`;
  const close = () => {
    secret.forget();
    onClose();
  };
  return (
    <Dialog
      grows
      width="wide"
      title={`Enrol ${name}`}
      description="Run the command on the host and type the code. The host makes the key and keeps it; only a fingerprint of it reaches the server."
      onClose={close}
    >
      <DialogBody>
        <EnrolmentCommand command={command} code={secret.reveal()} />
        <div aria-live="polite">
          {status === "used" ? (
            <Callout tone="positive">
              <span className="font-medium">{name} has made its key.</span> Start the executor, and it connects.
            </Callout>
          ) : status === "open" ? (
            <p className="flex items-start gap-2.5 py-2.5 text-muted">
              <LoaderCircle aria-hidden className="mt-0.5 size-4 shrink-0 animate-spin" />
              <span>
                Waiting for the host. The code is good once and expires <RelativeTime at={expiresAt} />.
              </span>
            </p>
          ) : (
            <Callout tone="caution">The code is {status}: make another one.</Callout>
          )}
        </div>
      </DialogBody>
      <DialogActions>
        <Button look="primary" onClick={close}>
          Done
        </Button>
      </DialogActions>
    </Dialog>
  );
}
