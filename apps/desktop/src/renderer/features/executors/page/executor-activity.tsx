import { useQuery } from "@tanstack/react-query";
import { ActivitySections } from "../../../components/activity/activity-sections.tsx";
import { LifeChart } from "../../../components/activity/life-chart.tsx";
import { api } from "../../../server/api.ts";
import { usePollInterval } from "../../../server/live/live-state.ts";

const ASK_EVERY_MS = 5_000;

/** The life of an executor: how often it synced, from where it uses its key, and how it was refused. */
export function ExecutorActivity({ executorId }: { executorId: string }) {
  const refetchInterval = usePollInterval(ASK_EVERY_MS);
  const { data } = useQuery(api.executors.activity.queryOptions({ id: executorId }, { refetchInterval }));
  if (data === undefined) return null;
  return (
    <>
      <LifeChart activity={data} />
      <ActivitySections activity={data} />
    </>
  );
}
