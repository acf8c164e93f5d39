import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { api } from "../server/api.ts";

/** Leads to a key by its name, which is looked up where it isn't given. One that was deleted since is named by its id. */
export function KeyLink({ id, name }: { id: string; name?: string }) {
  return name === undefined ? <LookedUp id={id} /> : <ToKey id={id} name={name} />;
}

function LookedUp({ id }: { id: string }) {
  const { data, isError } = useQuery(api.apiKeys.get.queryOptions({ id }));
  if (isError) return <span className="font-mono text-sm text-muted">{id} (deleted)</span>;
  return <ToKey id={id} name={data?.name ?? id} />;
}

function ToKey({ id, name }: { id: string; name: string }) {
  return (
    <Link to="/keys/$keyId" params={{ keyId: id }} className="font-medium underline underline-offset-2">
      <bdi>{name}</bdi>
    </Link>
  );
}
