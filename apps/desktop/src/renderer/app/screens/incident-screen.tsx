import { useKeyActions } from "../../features/api-keys/change/key-actions.tsx";
import { IncidentScreen } from "../../features/incident/incident-screen.tsx";

export default function Incident() {
  const { openPause, openRotate, openRevoke } = useKeyActions();
  return <IncidentScreen acts={{ pause: openPause, rotate: openRotate, revoke: openRevoke }} />;
}
