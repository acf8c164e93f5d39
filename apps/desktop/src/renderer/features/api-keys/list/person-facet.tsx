import type { MemberView } from "@excalibur/api/contract";
import { useQuery } from "@tanstack/react-query";
import { Command } from "cmdk";
import { ChevronDown } from "lucide-react";
import { useState } from "react";
import { countText, type FacetSource } from "../../../lists/facets/facet-menu.tsx";
import { api } from "../../../server/api.ts";
import { Button } from "../../../ui/button.tsx";
import { FoundItem } from "../../../ui/found-item.tsx";
import { Popover } from "../../../ui/popover.tsx";
import { peopleToChoose } from "./people-to-choose.ts";

const SHOWN = 50;

interface PersonFacetProps {
  /** What people are to the keys. */
  name: string;
  source: FacetSource;
  /** What the filter calls a member. */
  valueOf: (member: MemberView) => string;
  chosen: string | undefined;
  onChoose: (value: string | undefined) => void;
}

/** A button that names the person whose keys are listed, and a search among everybody who can be chosen. */
export function PersonFacet({ name, source, valueOf, chosen, onChoose }: PersonFacetProps) {
  const [isOpen, setOpen] = useState(false);
  const isWanted = isOpen || chosen !== undefined;
  const facet = useQuery({ ...source, enabled: isWanted });
  const members = useQuery(api.members.list.queryOptions(undefined, { enabled: isWanted }));
  const people = { values: facet.data?.values ?? [], members: members.data?.items ?? [], valueOf };
  const isRead = facet.data !== undefined && members.data !== undefined;
  const person = peopleToChoose(people, "").find(({ value }) => value === chosen);
  return (
    <Popover
      label={name}
      open={isOpen}
      onOpen={setOpen}
      trigger={
        <Button look="quiet" className="shrink-0 pr-2">
          <span className="max-w-[200px] truncate">
            {name}
            {chosen !== undefined && <b className="font-medium">: {person?.name ?? (isRead ? chosen : "…")}</b>}
          </span>
          <ChevronDown aria-hidden className="size-3.5 text-muted" />
        </Button>
      }
    >
      <PersonSearch
        label={name}
        find={(words) => peopleToChoose(people, words)}
        status={facet.isError || members.isError ? "The people could not be read." : isRead ? null : "Counting…"}
        onPerson={(value) => {
          setOpen(false);
          onChoose(value);
        }}
      />
    </Popover>
  );
}

interface PersonSearchProps {
  label: string;
  find: (words: string) => ReturnType<typeof peopleToChoose>;
  /** Why the people are not here yet; null once they are. */
  status: string | null;
  onPerson: (value: string | undefined) => void;
}

function PersonSearch({ label, find, status, onPerson }: PersonSearchProps) {
  const [words, setWords] = useState("");
  const found = status === null ? find(words) : [];
  return (
    <Command shouldFilter={false} label={label}>
      <Command.Input
        autoFocus
        value={words}
        onValueChange={setWords}
        maxLength={100}
        placeholder="Search people…"
        className="h-9 w-full rounded-t-lg border-b border-line bg-transparent px-3 outline-none"
      />
      <Command.List tabIndex={-1} className="max-h-60 overflow-y-auto p-1">
        {words === "" && (
          <FoundItem value="anyone" onSelect={() => onPerson(undefined)}>
            Anyone
          </FoundItem>
        )}
        {found.slice(0, SHOWN).map(({ value, name, email, counted }) => (
          <FoundItem key={value} value={value} onSelect={() => onPerson(value)} aside={counted && countText(counted)}>
            <bdi>{name}</bdi>
            {email !== undefined && <span className="block truncate text-sm text-muted">{email}</span>}
          </FoundItem>
        ))}
        {status === null && found.length === 0 && <p className="px-2 py-1.5 text-muted">No person matches.</p>}
        {found.length > SHOWN && (
          <p className="px-2 py-1.5 text-muted">
            and {(found.length - SHOWN).toLocaleString("en")} more: search for a name or an address
          </p>
        )}
      </Command.List>
      {status !== null && <p className="px-3 pb-2.5 text-muted">{status}</p>}
    </Command>
  );
}
