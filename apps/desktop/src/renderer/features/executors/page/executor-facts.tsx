import { SYNC_REFUSALS, type ExecutorView } from "@excalibur/api/contract";
import { useQuery } from "@tanstack/react-query";
import { FromAddress } from "../../../components/activity/from-address.tsx";
import { BadgeLabel } from "../../../components/key-status-badge.tsx";
import { KeyNameLink } from "../../../components/key-link.tsx";
import { instanceLabel } from "../../../components/instance-label.ts";
import { LabelsList } from "../../../components/labels-list.tsx";
import { presentSince, StateLabel } from "../../../components/presence-badge.tsx";
import { api } from "../../../server/api.ts";
import { Instant } from "../../../time/instant.tsx";
import { Fact, Facts, IdFact } from "../../../ui/facts.tsx";
import { RenewalFact } from "./renewal-fact.tsx";
import { RelativeTime } from "../../../time/time-text.tsx";
import { KIND_LABELS } from "../executor-labels.ts";

export function ExecutorFacts({ executor }: { executor: ExecutorView }) {
  const { boundKey, pendingKey } = executor;
  const since = presentSince(executor);
  // Read again by what shows all of it.
  const { data: activity } = useQuery(api.executors.activity.queryOptions({ id: executor.id }));
  return (
    <Facts>
      <Fact name="Status">
        <span className="flex flex-wrap items-center gap-x-3">
          <StateLabel state={executor.state} />
          {since !== null && (
            <span className="text-muted">
              since <Instant at={since} />
            </span>
          )}
        </span>
      </Fact>
      {executor.refusal !== null && (
        <Fact name="Why refused">
          {SYNC_REFUSALS[executor.refusal.reason].message}
          <span className="block text-muted">
            Last try: <Instant at={executor.refusal.lastAt} />
            <FromAddress latest={activity?.tries[0]} />. Create a new key for this executor, and start it with that one.
          </span>
        </Fact>
      )}
      {executor.instances.length > 0 && (
        <Fact name="Instances">
          <ul>
            {executor.instances.map((instance) => (
              <li key={instance.firstSyncAt.getTime()}>
                {instanceLabel(instance)}{" "}
                <span className="text-muted">
                  since <Instant at={instance.firstSyncAt} />
                </span>
              </li>
            ))}
          </ul>
          <p className="text-muted">
            They use this executor’s name and key at the same time. If one is a copy, give it a name and a key of its
            own. If you do not know one of them, revoke the key.
          </p>
        </Fact>
      )}
      {executor.note !== "" && (
        <Fact name="Note">
          <bdi className="[overflow-wrap:anywhere]">{executor.note}</bdi>
        </Fact>
      )}
      {Object.keys(executor.labels).length > 0 && (
        <Fact name="Labels">
          <LabelsList labels={executor.labels} />
        </Fact>
      )}
      <IdFact id={executor.id} />
      <Fact name="Kind">{KIND_LABELS[executor.kind]}</Fact>
      <Fact name="Version">{executor.version}</Fact>
      <Fact name="Host">{executor.host ?? <span className="text-muted">not named</span>}</Fact>
      <Fact name="First seen">
        <Instant at={executor.firstSeenAt} />
      </Fact>
      <Fact name="Last seen">
        <Instant at={executor.lastSeenAt} />
        <FromAddress latest={activity?.sources[0]} />
      </Fact>
      <Fact name="Bound key">
        {boundKey === null ? (
          <span className="text-muted">none: the key of its latest sync was deleted</span>
        ) : (
          <span className="flex flex-wrap items-center gap-x-3">
            <KeyNameLink {...boundKey} />
            <BadgeLabel badge={boundKey.status} />
          </span>
        )}
      </Fact>
      {pendingKey !== null && (
        <Fact name="Next key">
          <KeyNameLink {...pendingKey} />{" "}
          <span className="text-muted">
            {pendingKey.unusedUntil === null ? (
              "waits for it: it moves at its next sync with that key"
            ) : (
              <>
                was made by it, and ends <RelativeTime at={pendingKey.unusedUntil} /> unless it is used
              </>
            )}
          </span>
        </Fact>
      )}
      {executor.renewal !== null && <RenewalFact renewal={executor.renewal} />}
      {boundKey !== null && boundKey.renewedAt !== null && (
        <Fact name="Last renewal">
          <Instant at={boundKey.renewedAt} />
        </Fact>
      )}
    </Facts>
  );
}
