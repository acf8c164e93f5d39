import { useParams } from "@tanstack/react-router";
import { AuditTrail } from "../../features/audit-log/audit-trail.tsx";
import { ExecutorEvents } from "../../features/events/executor-events.tsx";
import { ExecutorScreen } from "../../features/executors/page/executor-screen.tsx";

export default function Executor() {
  const { executorId } = useParams({ from: "/app/o/$slug/executors/$executorId" });
  return (
    <ExecutorScreen
      key={executorId}
      executorId={executorId}
      events={
        <>
          <ExecutorEvents executorId={executorId} />
          <AuditTrail kind="executor" id={executorId} />
        </>
      }
    />
  );
}
