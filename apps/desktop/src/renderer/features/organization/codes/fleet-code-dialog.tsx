import { EnrolmentCommand } from "../../../components/enrolment-command.tsx";
import { RelativeTime } from "../../../time/time-text.tsx";
import { Button } from "../../../ui/button.tsx";
import { Dialog, DialogActions, DialogBody } from "../../../ui/dialog.tsx";
import type { FleetCode } from "./fleet-code.ts";

/** Shows a code for many hosts and the command that takes it, the one time that it can be shown. */
export default function FleetCodeDialog({ made, onClose }: { made: FleetCode; onClose: () => void }) {
  const { code, secret, serverUrl } = made;
  const name = code.namePattern === null ? " --name NAME" : "";
  const command = `excalibur-executor enroll --url ${serverUrl}${name} --api-key-file /etc/excalibur/api-key`;
  return (
    <Dialog
      width="wide"
      title={`Enrol ${code.maxUses === 1 ? "a host" : `${code.maxUses.toLocaleString("en")} hosts`}`}
      description="Run the command on each host, with the code in the variable EXCALIBUR_ENROLLMENT_CODE. Each host makes its own key. Run again, the command changes nothing."
      onClose={onClose}
    >
      <DialogBody>
        <EnrolmentCommand command={command} code={secret.reveal()} />
        <p className="text-muted">
          The code is shown this one time and expires <RelativeTime at={code.expiresAt} />. A person who has it can make
          keys until then.
        </p>
      </DialogBody>
      <DialogActions>
        <Button look="primary" onClick={onClose}>
          Done
        </Button>
      </DialogActions>
    </Dialog>
  );
}
