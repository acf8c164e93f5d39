import { EXECUTOR_STATES } from "@excalibur/api/contract";
import { useQuery } from "@tanstack/react-query";
import { useAccount } from "../../server/account.ts";
import { apiClient } from "../../server/api.ts";
import { LIVE_COUNTS } from "../../server/live/concerned-queries.ts";
import { usePollInterval } from "../../server/live/live-state.ts";
import type { ScreenPath } from "../../../shared/screens.ts";

const ASK_EVERY_MS = 15_000;

/** The number beside a screen's name: of executors, and of active keys. */
const COUNTS: Partial<Record<ScreenPath, (signal: AbortSignal) => Promise<number>>> = {
  "/executors": async (signal) => {
    const { counts } = await apiClient.executors.list.query({ limit: 1 }, { signal });
    return EXECUTOR_STATES.reduce((sum, state) => sum + counts[state], 0);
  },
  "/keys": async (signal) => (await apiClient.apiKeys.list.query({ limit: 1 }, { signal })).counts.active,
};

/** How much there is on a screen, at the right edge of its name. Nothing while one is in no organization. */
export function ScreenCount({ screen }: { screen: ScreenPath }) {
  const count = COUNTS[screen];
  const organizationId = useAccount()?.organization?.id;
  const isShown = count !== undefined && organizationId !== undefined;
  const { data } = useQuery({
    queryKey: [...LIVE_COUNTS, screen],
    queryFn: ({ signal }) => count?.(signal) ?? null,
    enabled: isShown,
    refetchInterval: usePollInterval(ASK_EVERY_MS),
  });
  if (!isShown || data == null) return null;
  return <span className="ml-auto text-sm font-normal text-muted tabular-nums">{data.toLocaleString("en")}</span>;
}
