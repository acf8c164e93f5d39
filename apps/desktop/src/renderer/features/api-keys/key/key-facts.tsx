import type { ReactNode } from "react";
import type { ApiKeyView } from "@excalibur/api/contract";
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { api } from "../../../server/api.ts";
import { distanceInTime, exactTime } from "../../../time/relative-time.ts";
import { useRelativeTime } from "../../../time/use-relative-time.ts";
import { CopyButton } from "../../../ui/copy-button.tsx";
import { StatusBadge } from "../list/status-badge.tsx";

export function KeyFacts({ apiKey }: { apiKey: ApiKeyView }) {
  return (
    <dl className="grid grid-cols-[140px_1fr] gap-x-4 gap-y-2.5">
      <Fact name="Status">
        <StatusBadge apiKey={apiKey} />
      </Fact>
      <Fact name="Id">
        <span className="inline-flex items-center gap-1.5">
          <span className="font-mono text-sm break-all">{apiKey.id}</span>
          <CopyButton text={apiKey.id} label="Copy the id" />
        </span>
      </Fact>
      <Fact name="Begins with">
        <span className="font-mono text-sm">{apiKey.hint}…</span>
      </Fact>
      <Fact name="Made for">{apiKey.target.kind === "executor" ? apiKey.target.name : "a new executor"}</Fact>
      <Fact name="Created">
        <Instant at={apiKey.createdAt} /> by {apiKey.createdBy?.name ?? "someone who has left"}
      </Fact>
      <Fact name="Expires">{apiKey.expiresAt === null ? "never" : <Instant at={apiKey.expiresAt} />}</Fact>
      <Fact name="Last used">{apiKey.lastUsedAt === null ? "never" : <Instant at={apiKey.lastUsedAt} />}</Fact>
      {apiKey.revokedAt !== null && (
        <Fact name="Revoked">
          <Instant at={apiKey.revokedAt} />
        </Fact>
      )}
      {apiKey.replacesKeyId !== null && (
        <Fact name="Replaces">
          <OtherKey id={apiKey.replacesKeyId} />
        </Fact>
      )}
      {apiKey.replacedByKeyId !== null && (
        <Fact name="Replaced by">
          <OtherKey id={apiKey.replacedByKeyId} />
        </Fact>
      )}
    </dl>
  );
}

function Fact({ name, children }: { name: string; children: ReactNode }) {
  return (
    <>
      <dt className="text-muted">{name}</dt>
      <dd className="min-w-0">{children}</dd>
    </>
  );
}

/** Exact and relative side by side: on a page there is room for both. */
function Instant({ at }: { at: Date }) {
  const relative = useRelativeTime(at, distanceInTime);
  return (
    <time dateTime={at.toISOString()}>
      {exactTime(at)} <span className="text-muted">({relative})</span>
    </time>
  );
}

/** A key of the same lineage; one that was deleted since is named by its id alone. */
function OtherKey({ id }: { id: string }) {
  const { data, isError } = useQuery(api.apiKeys.get.queryOptions({ id }));
  if (isError) return <span className="font-mono text-sm text-muted">{id} (deleted)</span>;
  return (
    <Link to="/keys/$keyId" params={{ keyId: id }} className="font-medium underline underline-offset-2">
      <bdi>{data?.name ?? id}</bdi>
    </Link>
  );
}
