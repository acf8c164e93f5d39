import {
  EXPIRING_WITHIN_DAYS,
  EXPIRY_DAY_COUNTS_TO,
  OVERVIEW_COUNTS_TO,
  STILL_PRESENTED_HOURS,
  type ExpiryDay,
  type OverviewView,
} from "@excalibur/api/contract";
import { useQuery } from "@tanstack/react-query";
import { Link, type LinkProps } from "@tanstack/react-router";
import { Ban, CircleCheck, CircleDashed, Copy, Hourglass, Share2, ShieldAlert, Unplug } from "lucide-react";
import { ExecutorLink } from "../../components/executor-line.tsx";
import { instanceLabel } from "../../components/instance-label.ts";
import { KeyNameLink } from "../../components/key-link.tsx";
import { api } from "../../server/api.ts";
import { dayOf } from "../../time/local-days.ts";
import { describeSince } from "../../time/relative-time.ts";
import { RelativeTime } from "../../time/time-text.tsx";
import { AttentionGroup, AttentionRow } from "./attention-group.tsx";
import { FailingChannels } from "./failing-channels.tsx";
import { ExpiryHistogram } from "./expiry-histogram.tsx";
import { REFUSED_BECAUSE } from "../../components/refusal-labels.ts";

const SHOWN = 5;

/** What needs attention, the most urgent first; that nothing does, when nothing does. */
export function Attention({ overview }: { overview: OverviewView }) {
  const { refused, refusedExecutors, duplicated, offline, expiring, shared, neverUsed } = overview;
  const { data: channels } = useQuery(api.channels.list.queryOptions());
  const failing = channels?.items.filter((channel) => channel.failing !== null) ?? [];
  const all = [refused, refusedExecutors, duplicated, offline, expiring, shared, neverUsed];
  if (failing.length === 0 && all.every(({ total }) => total === 0)) return <AllWell />;
  const group = { countsTo: OVERVIEW_COUNTS_TO };
  return (
    <>
      <FailingChannels channels={failing} />
      <AttentionGroup
        {...group}
        icon={ShieldAlert}
        tone="danger"
        title="Refused keys still presented"
        total={refused.total}
        all={`last ${STILL_PRESENTED_HOURS} h`}
      >
        {refused.items.slice(0, SHOWN).map(({ key, at, reason, executorName }) => (
          <AttentionRow key={key.id} name={<KeyNameLink {...key} />}>
            {REFUSED_BECAUSE[reason]}, by <span className="text-ink">{executorName}</span> <RelativeTime at={at} />
          </AttentionRow>
        ))}
      </AttentionGroup>
      <AttentionGroup
        {...group}
        icon={Ban}
        tone="danger"
        title="Executors refused"
        total={refusedExecutors.total}
        all={<All to="/o/$slug/executors" search={{ state: "refused" }} />}
      >
        {refusedExecutors.items.slice(0, SHOWN).map(({ reason, since, ...executor }) => (
          <AttentionRow key={executor.id} name={<ExecutorLink {...executor} />}>
            {REFUSED_BECAUSE[reason]}, {describeSince(since, overview.serverTime)}
          </AttentionRow>
        ))}
      </AttentionGroup>
      <AttentionGroup
        {...group}
        icon={Copy}
        tone="danger"
        title="Duplicated executors"
        total={duplicated.total}
        all={<All to="/o/$slug/executors" search={{ state: "duplicated" }} />}
      >
        {duplicated.items.slice(0, SHOWN).map(({ instances, ...executor }) => (
          <AttentionRow key={executor.id} name={<ExecutorLink {...executor} />}>
            {instances.map(instanceLabel).join(" and ")}
          </AttentionRow>
        ))}
      </AttentionGroup>
      <AttentionGroup
        {...group}
        icon={Unplug}
        tone="caution"
        title="Executors offline"
        total={offline.total}
        all={<All to="/o/$slug/executors" search={{ state: "offline" }} />}
      >
        {offline.items.slice(0, SHOWN).map((executor) => (
          <AttentionRow key={executor.id} name={<ExecutorLink {...executor} />}>
            last seen <RelativeTime at={executor.lastSeenAt} />
          </AttentionRow>
        ))}
      </AttentionGroup>
      <AttentionGroup
        countsTo={expiring.days.some(({ count }) => count >= EXPIRY_DAY_COUNTS_TO) ? expiring.total : Infinity}
        icon={Hourglass}
        tone="caution"
        title={`Keys that expire within ${EXPIRING_WITHIN_DAYS} days`}
        total={expiring.total}
        picture={<ExpiryHistogram days={expiring.days} now={overview.serverTime} />}
        all={
          <All
            to="/o/$slug/keys"
            search={{ status: "active", ...daysOf(expiring.days), sort: "expiresAt", direction: "asc" }}
          />
        }
      >
        {expiring.items.slice(0, SHOWN).map((key) => (
          <AttentionRow key={key.id} name={<KeyNameLink {...key} />}>
            expires <RelativeTime at={key.expiresAt} />
          </AttentionRow>
        ))}
      </AttentionGroup>
      <AttentionGroup
        {...group}
        icon={Share2}
        tone="plain"
        title="Keys shared by several executors"
        total={shared.total}
        all={<All to="/o/$slug/keys" search={{ status: "active", shared: true }} />}
      >
        {shared.items.slice(0, SHOWN).map((key) => (
          <AttentionRow key={key.id} name={<KeyNameLink {...key} />}>
            {key.executors} executors
          </AttentionRow>
        ))}
      </AttentionGroup>
      <AttentionGroup
        {...group}
        icon={CircleDashed}
        tone="plain"
        title="Keys never used"
        total={neverUsed.total}
        all={<All to="/o/$slug/keys" search={{ status: "active", neverUsed: true }} />}
      >
        {neverUsed.items.slice(0, SHOWN).map((key) => (
          <AttentionRow key={key.id} name={<KeyNameLink {...key} />}>
            created <RelativeTime at={key.createdAt} />
          </AttentionRow>
        ))}
      </AttentionGroup>
    </>
  );
}

/** The days of the picture, as the list's address names them. */
function daysOf(days: readonly ExpiryDay[]) {
  const [first, last] = [days[0], days.at(-1)];
  if (first === undefined || last === undefined) return { expiresWithinDays: EXPIRING_WITHIN_DAYS };
  return { expiresFrom: dayOf(first.after), expiresTo: dayOf(last.after) };
}

function All(list: Required<Pick<LinkProps, "to" | "search">>) {
  return (
    <Link {...list} className="rounded-sm underline underline-offset-2 hover:text-ink">
      Show all
    </Link>
  );
}

function AllWell() {
  return (
    <div className="rounded-lg border border-line px-4 py-8 text-center">
      <CircleCheck aria-hidden className="mx-auto size-7 text-positive" strokeWidth={1.5} />
      <h3 className="mt-2 text-lg font-semibold">Nothing needs attention</h3>
      <p className="mt-1 text-pretty text-muted">
        Every executor is online with a key of its own, no refused key is presented, and none expires within{" "}
        {EXPIRING_WITHIN_DAYS} days.
      </p>
    </div>
  );
}
