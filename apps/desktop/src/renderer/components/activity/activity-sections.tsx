import { SYNC_REFUSALS, type ActivityView, type KeySourceView, type KeyTryView } from "@excalibur/api/contract";
import { RelativeTime } from "../../time/time-text.tsx";
import { ScrollRegion } from "../../ui/scroll-region.tsx";
import { REFUSED_BECAUSE } from "../refusal-labels.ts";

/** From where a key was used and was refused: the latest first. */
export function ActivitySections({ activity }: { activity: ActivityView }) {
  const { sources, sourcesTotal, tries } = activity;
  return (
    <>
      <UsedFrom sources={sources} total={sourcesTotal} />
      {tries.length > 0 && (
        <List title="Refused tries" total={tries.reduce((sum, each) => sum + each.tries, 0)} none="">
          {tries.map((each) => (
            <Try key={`${each.at.getTime()} ${each.executorName} ${each.address}`} refused={each} />
          ))}
        </List>
      )}
    </>
  );
}

/** Who used a key from where: those of `total` that are known here. */
export function UsedFrom({ sources, total }: { sources: readonly KeySourceView[]; total: number }) {
  return (
    <List title="Used from" total={total} none="It was not used from anywhere, as far as is remembered.">
      {sources.map((source) => (
        <Source key={`${source.executorName} ${source.address}`} source={source} />
      ))}
    </List>
  );
}

interface ListProps {
  title: string;
  total: number;
  none: string;
  children: readonly React.ReactNode[];
}

function List({ title, total, none, children }: ListProps) {
  return (
    <section aria-label={title}>
      <h2 className="mb-2 font-semibold">
        {title} <span className="ml-1 font-normal text-muted">{total}</span>
      </h2>
      {children.length === 0 ? (
        <p className="text-muted">{none}</p>
      ) : (
        <ScrollRegion label={title} className="max-h-[264px] border-t border-line">
          <ul>{children}</ul>
        </ScrollRegion>
      )}
    </section>
  );
}

const LINE = "flex min-h-11 flex-wrap items-center gap-x-3 gap-y-0.5 border-b border-line py-1.5";

function Source({ source: { executorName, address, firstAt, lastAt, uses, isNew } }: { source: KeySourceView }) {
  return (
    <li className={LINE}>
      <span className="font-mono text-sm [overflow-wrap:anywhere]">{address}</span>
      {isNew && <span className="rounded bg-caution-soft px-1.5 text-sm font-medium text-caution">New address</span>}
      <bdi className="[overflow-wrap:anywhere]">{executorName}</bdi>
      <span className="ml-auto text-muted tabular-nums">
        {uses === 1 ? "1 sync" : `${uses} syncs`}, first <RelativeTime at={firstAt} />, last{" "}
        <RelativeTime at={lastAt} />
      </span>
    </li>
  );
}

function Try({ refused: { at, executorName, address, host, version, reason, tries } }: { refused: KeyTryView }) {
  return (
    <li className={LINE} title={SYNC_REFUSALS[reason].message}>
      <span className="font-mono text-sm [overflow-wrap:anywhere]">{address}</span>
      <bdi className="[overflow-wrap:anywhere]">{executorName}</bdi>
      <span className="[overflow-wrap:anywhere] text-muted">
        {host ?? "host not told"}, version {version}
      </span>
      <span className="ml-auto text-muted tabular-nums">
        {tries > 1 && `${tries} times, `}
        {REFUSED_BECAUSE[reason]} <RelativeTime at={at} />
      </span>
    </li>
  );
}
