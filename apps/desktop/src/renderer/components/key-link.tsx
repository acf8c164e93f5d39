import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { api } from "../server/api.ts";
import { isMissing, readFailure } from "../server/failure.ts";

interface KeyNameLinkProps {
  id: string;
  name: string;
}

/** Leads to a key's page. */
export function KeyNameLink({ id, name }: KeyNameLinkProps) {
  return (
    <Link
      from="/o/$slug"
      to="/o/$slug/keys/$keyId"
      params={{ keyId: id }}
      title={name}
      className="truncate rounded-sm font-medium hover:underline hover:underline-offset-2"
    >
      <bdi>{name}</bdi>
    </Link>
  );
}

/** The same for a key of which only the id is known. One that is not found is named by that id alone. */
export function KeyLink({ id }: { id: string }) {
  const { data, error } = useQuery(api.apiKeys.get.queryOptions({ id }));
  if (error !== null && isMissing(readFailure(error)))
    return <span className="font-mono text-sm text-muted">{id} (not found)</span>;
  return (
    <Link
      from="/o/$slug"
      to="/o/$slug/keys/$keyId"
      params={{ keyId: id }}
      className="font-medium underline underline-offset-2 [overflow-wrap:anywhere]"
    >
      <bdi>{data?.name ?? id}</bdi>
    </Link>
  );
}
