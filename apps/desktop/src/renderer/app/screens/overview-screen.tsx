import { useKeyActions } from "../../features/api-keys/change/key-actions.tsx";
import { useExecutorActions } from "../../features/executors/change/executor-actions.tsx";
import { OverviewScreen } from "../../features/overview/overview-screen.tsx";

export default function Overview() {
  const { openNewKey } = useKeyActions();
  const { openConnect } = useExecutorActions();
  return <OverviewScreen onConnect={openConnect} onNewKey={() => openNewKey()} />;
}
