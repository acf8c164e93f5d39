import { useQuery } from "@tanstack/react-query";
import type { ComponentProps } from "react";
import { api } from "../server/api.ts";

/** The value of "no owner". */
export const NO_OWNER = "";

/** One of the members, or no owner. */
export function OwnerSelect({ without, ...rest }: ComponentProps<"select"> & { without?: string }) {
  const members = useQuery(api.members.list.queryOptions()).data?.items ?? [];
  return (
    <select className="block h-8 w-full rounded-md border border-line-strong bg-surface px-2 text-ink" {...rest}>
      {members
        .filter(({ id }) => id !== without)
        .map(({ id, user }) => (
          <option key={id} value={id}>
            {user.name} ({user.email})
          </option>
        ))}
      <option value={NO_OWNER}>No owner</option>
    </select>
  );
}
