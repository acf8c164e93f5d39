import { useQuery } from "@tanstack/react-query";
import type { ComponentProps } from "react";
import { api } from "../server/api.ts";
import { NO_OWNER } from "./no-owner.ts";

interface OwnerSelectProps extends ComponentProps<"select"> {
  /** The member who can't be chosen. */
  without?: string;
  /** A choice before all others. */
  first?: { value: string; label: string };
}

/** One of the members, or no owner. */
export function OwnerSelect({ without, first, ...rest }: OwnerSelectProps) {
  const members = useQuery(api.members.list.queryOptions()).data?.items ?? [];
  return (
    <select className="block h-8 w-full rounded-md border border-line-strong bg-surface px-2 text-ink" {...rest}>
      {first !== undefined && <option value={first.value}>{first.label}</option>}
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
