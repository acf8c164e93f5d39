import type { Role } from "@excalibur/api/contract";
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { api } from "../../server/api.ts";
import { ROLE_LABELS } from "../../ui/role-labels.ts";
import { Section } from "../../ui/section.tsx";

/** Whose organization it is, and as what one works in it. */
export function OwnershipSection({ role }: { role: Role }) {
  const members = useQuery(api.members.list.queryOptions()).data?.items;
  const owner = members?.find((member) => member.role === "owner");
  return (
    <Section title="Ownership">
      <p>
        {role === "owner" ? (
          "You own this organization."
        ) : (
          <>
            {owner === undefined ? "…" : <bdi>{`${owner.user.name} (${owner.user.email})`}</bdi>} owns it; you are{" "}
            {role === "admin" ? "an" : "a"} {ROLE_LABELS[role].name.toLowerCase()}.
          </>
        )}{" "}
        {role === "owner" ? "To hand it on, or to see who belongs to it, go to the " : "See everyone among the "}
        <Link from="/o/$slug" to="/o/$slug/members" className="underline underline-offset-2">
          members
        </Link>
        .
      </p>
    </Section>
  );
}
