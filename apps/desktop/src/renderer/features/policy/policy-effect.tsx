import type { PolicyPreview } from "@excalibur/api/contract";
import { OnlineExecutors } from "../../components/online-executors.tsx";
import { serverNow } from "../../server/server-clock.ts";
import { exactTime } from "../../time/relative-time.ts";
import { RelativeTime } from "../../time/time-text.tsx";
import { ScrollRegion } from "../../ui/scroll-region.tsx";

/** Whom a policy hits, by name. */
export function PolicyEffect({
  preview: { shortened, lengthened, online, unused, exempt },
}: {
  preview: PolicyPreview;
}) {
  const isNothing = shortened.total === 0 && lengthened === 0 && unused.total === 0;
  return (
    <>
      {isNothing && <p>No key ends earlier or later than before.</p>}
      {shortened.total > 0 && (
        <div className="space-y-2">
          <p>
            {keys(shortened.total)} {shortened.total === 1 ? "ends" : "end"} earlier than before
            {shortened.ended > 0 && `, ${shortened.ended === shortened.total ? "all" : shortened.ended} at once`}.
          </p>
          <NamedKeys label="Keys that end earlier" total={shortened.total} of={shortened.keys} />
        </div>
      )}
      {shortened.ended > 0 && <OnlineExecutors online={online} />}
      {lengthened > 0 && <p>{keys(lengthened)} live longer than before. A key that has ended stays so.</p>}
      {exempt.total > 0 && (
        <div className="space-y-2">
          <p>
            {keys(exempt.total)} {exempt.total === 1 ? "is" : "are"} exempt by the label.
          </p>
          <NamedKeys label="Keys that are exempt" total={exempt.total} of={exempt.keys} />
        </div>
      )}
      {unused.total > 0 && (
        <div className="space-y-2">
          <p>
            {keys(unused.total)} {unused.total === 1 ? "was" : "were"} unused for nearly as long as the policy allows,
            and {unused.total === 1 ? "is" : "are"} revoked in 7 days or later, unless used before.
          </p>
          <NamedKeys label="Keys that are unused" total={unused.total} of={unused.keys} />
        </div>
      )}
    </>
  );
}

type NamedKey = PolicyPreview["shortened" | "unused" | "exempt"]["keys"][number];

function NamedKeys({ label, total, of }: { label: string; total: number; of: readonly NamedKey[] }) {
  return (
    <ScrollRegion label={label} className="max-h-[156px] rounded-lg bg-sunken px-3 py-1.5">
      <ul>
        {of.map((key) => (
          <li key={key.id} className="flex items-center justify-between gap-4 py-1">
            <bdi className="truncate font-medium">{key.name}</bdi>
            <span className="shrink-0 text-muted">
              <WhatOf namedKey={key} />
            </span>
          </li>
        ))}
        {of.length < total && <li className="py-1 text-muted">and {total - of.length} more</li>}
      </ul>
    </ScrollRegion>
  );
}

function WhatOf({ namedKey }: { namedKey: NamedKey }) {
  if ("lastUsedAt" in namedKey) {
    return (
      <>
        last used <RelativeTime at={namedKey.lastUsedAt} />
      </>
    );
  }
  if (!("endsAt" in namedKey)) return null;
  const { endsAt } = namedKey;
  if (endsAt === null) return null;
  return endsAt <= serverNow() ? "ends at once" : `ends ${exactTime(endsAt)}`;
}

function keys(count: number): string {
  return count === 1 ? "1 key" : `${count.toLocaleString("en")} keys`;
}
