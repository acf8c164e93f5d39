import { useQuery } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import { pathInOrganization } from "../../../shared/app-path.ts";
import type { DesktopHost } from "../../../shared/host-bridge.ts";
import type { Notice } from "../../../shared/notice.ts";
import { api, apiClient } from "../../server/api.ts";
import { usePollInterval } from "../../server/live/live-state.ts";
import { serverNow } from "../../server/server-clock.ts";
import { expiryNotice, eventNotice, problemCount, revocationNotice, weekAfter } from "./notice-rules.ts";

const EXPIRY_EVERY_MS = 5 * 60_000;
const PROBLEMS_EVERY_MS = 30_000;
const ASK_EVERY_MS = 10_000;
const MAX_NOTICES = 100;

interface DesktopNoticesProps {
  host: DesktopHost;
  userId: string;
  /** Of the organization that is watched: a click on a notification leads there. */
  slug: string;
}

/** Has the desktop show notifications, also while its window is hidden. Renders nothing. */
export default function DesktopNotices({ host, userId, slug }: DesktopNoticesProps) {
  // What happened before the app was there is on its screens; it is no news.
  const [since] = useState(serverNow);
  const watched = { refetchInterval: usePollInterval(ASK_EVERY_MS), refetchIntervalInBackground: true };
  const latest = { from: since, limit: MAX_NOTICES };
  const events = useQuery(api.events.list.queryOptions({ ...latest, level: "warning" }, watched)).data;
  const audit = useQuery(api.audit.list.queryOptions({ ...latest, action: "api_key.revoked" }, watched)).data;
  // Not by the procedures' own keys: these are not read again with every sync of a key.
  const expiring = useQuery({
    queryKey: ["notices", "expiring"],
    queryFn: ({ signal }) =>
      apiClient.apiKeys.list.query(
        { status: "active", sort: { by: "expiresAt", direction: "asc" }, limit: MAX_NOTICES },
        { signal },
      ),
    refetchInterval: EXPIRY_EVERY_MS,
    refetchIntervalInBackground: true,
  }).data;
  const overview = useQuery({
    queryKey: ["notices", "problems"],
    queryFn: ({ signal }) => apiClient.overview.get.query({ dayStarts: [weekAfter(serverNow())] }, { signal }),
    refetchInterval: PROBLEMS_EVERY_MS,
    refetchIntervalInBackground: true,
  }).data;

  useNotify(host, slug, events?.items.map(eventNotice));
  useNotify(
    host,
    slug,
    audit?.items.map((row) => revocationNotice(row, userId)),
  );
  useNotify(
    host,
    slug,
    expiring?.items.map((key) => expiryNotice(key, serverNow())),
  );
  const problems = overview === undefined ? 0 : problemCount(overview);
  useEffect(() => {
    void host.setProblemCount(problems);
    // Signing out clears the count.
    return () => void host.setProblemCount(0);
  }, [host, problems]);
  return null;
}

/** Passes each set of notices to the host once. The host remembers what it has shown. */
function useNotify(host: DesktopHost, slug: string, found: (Notice | null)[] | undefined): void {
  const notices = (found ?? [])
    .filter((notice) => notice !== null)
    .map((notice) => ({ ...notice, path: pathInOrganization(slug, notice.path) }));
  const text = JSON.stringify(notices);
  useEffect(() => {
    if (text !== "[]") void host.notify(JSON.parse(text) as Notice[]);
  }, [host, text]);
}
