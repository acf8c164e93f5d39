import { useQuery } from "@tanstack/react-query";
import { Building2, Plus } from "lucide-react";
import { organizationsQuery } from "../../server/organizations.ts";
import { Button } from "../../ui/button.tsx";
import { EntryLayout } from "../../ui/entry-layout.tsx";

interface OrganizationChoiceProps {
  title: string;
  lead: string;
  /** Called with the slug of the organization to go to. */
  onChoose: (slug: string) => void;
  onNew: () => void;
  onSignOut: () => void;
}

/** In place of an organization: those that the user could go to, and a new one. */
export function OrganizationChoice({ title, lead, onChoose, onNew, onSignOut }: OrganizationChoiceProps) {
  const organizations = useQuery(organizationsQuery).data?.items ?? [];
  return (
    <EntryLayout
      title={title}
      lead={lead}
      footer={
        <Button look="quiet" onClick={onSignOut}>
          Sign out
        </Button>
      }
    >
      {organizations.length > 0 && (
        <ul aria-label="Your organizations" className="mb-4 space-y-1">
          {organizations.map(({ id, name, slug }) => (
            <li key={id}>
              <Button look="quiet" className="w-full justify-start" onClick={() => onChoose(slug)}>
                <Building2 aria-hidden className="size-3.5" />
                <bdi className="truncate">{name}</bdi>
              </Button>
            </li>
          ))}
        </ul>
      )}
      <Button className="w-full" onClick={onNew}>
        <Plus aria-hidden className="size-3.5" />
        New organization…
      </Button>
    </EntryLayout>
  );
}
