import { useParams } from "@tanstack/react-router";
import { KeyScreen } from "../../features/api-keys/key/key-screen.tsx";
import { AuditTrail } from "../../features/audit-log/audit-trail.tsx";

export default function Key() {
  const { keyId } = useParams({ from: "/app/o/$slug/keys/$keyId" });
  return (
    <KeyScreen key={keyId} keyId={keyId}>
      <AuditTrail kind="api_key" id={keyId} />
    </KeyScreen>
  );
}
