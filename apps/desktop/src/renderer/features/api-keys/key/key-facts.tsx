import { isRetiring, reasonOfEnd, SYNC_REFUSALS, type ApiKeyView } from "@excalibur/api/contract";
import { useQuery } from "@tanstack/react-query";
import { FromAddress } from "../../../components/activity/from-address.tsx";
import { ExecutorLink } from "../../../components/executor-line.tsx";
import { KeyLink } from "../../../components/key-link.tsx";
import { LabelsList } from "../../../components/labels-list.tsx";
import { StatusBadge } from "../../../components/key-status-badge.tsx";
import { api } from "../../../server/api.ts";
import { Instant } from "../../../time/instant.tsx";
import { Fact, Facts, IdFact } from "../../../ui/facts.tsx";
import { RenewalFacts } from "./renewal-facts.tsx";

/** The executor that alone may present the key, if it is for one. */
function MadeFor({ target }: Pick<ApiKeyView, "target">) {
  switch (target.kind) {
    case "executor":
      return <ExecutorLink {...target} />;
    case "name":
      return `the ${target.executorKind ?? "executor"} ${target.name}`;
    case "newExecutor":
      return "any executor";
  }
}

/** That the policy ends the key before the expiry that it was issued with. */
function EndByPolicy({ apiKey }: { apiKey: ApiKeyView }) {
  const { effectiveExpiresAt, unusedEndsAt, status } = apiKey;
  const reason = reasonOfEnd(apiKey);
  if (effectiveExpiresAt === null || status === "revoked") return null;
  if (reason !== "unused" && reason !== "longest_life") return null;
  return (
    <Fact name={status === "expired" ? "Ended" : "Ends"}>
      <Instant at={effectiveExpiresAt} />
      <span className="block text-muted">
        {reason === "longest_life"
          ? "The organization’s policy lets no key live for longer."
          : unusedEndsAt !== null && status === "active"
            ? "The organization’s policy ends keys that are unused. The next use keeps this one."
            : "The organization’s policy ends keys that are unused."}
      </span>
    </Fact>
  );
}

export function KeyFacts({ apiKey }: { apiKey: ApiKeyView }) {
  const { target } = apiKey;
  // Read again by what shows all of it.
  const { data: activity } = useQuery(api.apiKeys.activity.queryOptions({ id: apiKey.id }));
  return (
    <Facts>
      <Fact name="Status">
        <StatusBadge apiKey={apiKey} />
      </Fact>
      {apiKey.note !== "" && (
        <Fact name="Note">
          <bdi className="[overflow-wrap:anywhere]">{apiKey.note}</bdi>
        </Fact>
      )}
      {Object.keys(apiKey.labels).length > 0 && (
        <Fact name="Labels">
          <LabelsList labels={apiKey.labels} />
        </Fact>
      )}
      <Fact name="Owner">{apiKey.owner?.name ?? <span className="text-muted">none</span>}</Fact>
      <IdFact id={apiKey.id} />
      <Fact name="Begins with">
        <span className="font-mono text-sm">{apiKey.hint}…</span>
      </Fact>
      <Fact name="Made for">
        <MadeFor target={target} />
      </Fact>
      <Fact name="Created">
        <Instant at={apiKey.createdAt} /> by {apiKey.createdBy?.name ?? "someone who has left"}
      </Fact>
      <Fact name="Expires">{apiKey.expiresAt === null ? "never" : <Instant at={apiKey.expiresAt} />}</Fact>
      <EndByPolicy apiKey={apiKey} />
      {isRetiring(apiKey) && (
        <Fact name="Retires">
          {apiKey.retiresAt === null ? "once its last executor has moved" : <Instant at={apiKey.retiresAt} />}
        </Fact>
      )}
      <RenewalFacts apiKey={apiKey} />
      <Fact name="Last used">
        {apiKey.lastUsedAt === null ? "never" : <Instant at={apiKey.lastUsedAt} />}
        <FromAddress latest={activity?.sources[0]} />
      </Fact>
      {apiKey.lastRefusal !== null && (
        <Fact name="Last refused">
          <Instant at={apiKey.lastRefusal.at} />, presented by {apiKey.lastRefusal.executorName}
          <FromAddress latest={activity?.tries[0]} />
          <span className="block text-muted">{SYNC_REFUSALS[apiKey.lastRefusal.reason].message}</span>
        </Fact>
      )}
      {apiKey.revokedAt !== null && (
        <Fact name="Revoked">
          <Instant at={apiKey.revokedAt} />
          {apiKey.revokedReason !== null && <span className="block text-muted">{apiKey.revokedReason}</span>}
        </Fact>
      )}
      {apiKey.replacesKeyId !== null && (
        <Fact name="Replaces">
          <KeyLink id={apiKey.replacesKeyId} />
        </Fact>
      )}
      {apiKey.replacedByKeyId !== null && (
        <Fact name="Replaced by">
          <KeyLink id={apiKey.replacedByKeyId} />
        </Fact>
      )}
    </Facts>
  );
}
