import type { OverviewView } from "@excalibur/api/contract";
import { useQuery } from "@tanstack/react-query";
import { api } from "../../server/api.ts";
import { readFailure } from "../../server/failure.ts";
import { serverNow } from "../../server/server-clock.ts";
import { FailureView } from "../../ui/failure-view.tsx";
import { PageHeader } from "../../ui/page-header.tsx";
import { Attention } from "./attention.tsx";
import { FirstSteps } from "./first-steps.tsx";
import { nextDayStarts } from "./next-day-starts.ts";
import { OnlineChart } from "./online-chart.tsx";
import { OverviewSkeleton } from "./overview-skeleton.tsx";
import { SyncsChart } from "./syncs-chart.tsx";

const ASK_EVERY_MS = 10_000;

interface OverviewScreenProps {
  onConnect: () => void;
  onNewKey: () => void;
}

/** The state of the organization at a glance: what needs attention, and how its executors have been doing. */
export function OverviewScreen(actions: OverviewScreenProps) {
  const { data, error, refetch } = useQuery(
    // Read again also while live messages arrive: no message is sent when a minute ends.
    api.overview.get.queryOptions({ dayStarts: nextDayStarts(serverNow()) }, { refetchInterval: ASK_EVERY_MS }),
  );
  return (
    <div className="flex h-full flex-col">
      <PageHeader title="Overview" windowTitle="Overview" />
      <div className="min-h-0 flex-1 overflow-y-auto">
        {data !== undefined ? (
          isNew(data) ? (
            <FirstSteps {...actions} />
          ) : (
            <Glance overview={data} />
          )
        ) : error !== null ? (
          <FailureView failure={readFailure(error)} onRetry={() => void refetch()} />
        ) : (
          <OverviewSkeleton />
        )}
      </div>
    </div>
  );
}

function Glance({ overview }: { overview: OverviewView }) {
  const { series, serverTime, executors } = overview;
  return (
    <div className="grid max-w-[1180px] grid-cols-1 items-start gap-6 px-6 py-6 max-sm:px-4 max-sm:py-4 min-[1080px]:grid-cols-[minmax(0,7fr)_minmax(0,5fr)]">
      <section aria-labelledby="attention" className="space-y-4">
        <h2 id="attention" className="sr-only">
          Needs attention
        </h2>
        <Attention overview={overview} />
      </section>
      <section aria-labelledby="activity" className="space-y-4">
        <h2 id="activity" className="sr-only">
          Activity
        </h2>
        <SyncsChart series={series} now={serverTime} />
        <OnlineChart series={series} now={serverTime} executors={executors} />
      </section>
    </div>
  );
}

function isNew({ keys, executors }: OverviewView): boolean {
  return [...Object.values(keys), ...Object.values(executors)].every((count) => count === 0);
}
