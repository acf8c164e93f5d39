import { useQuery } from "@tanstack/react-query";
import type { MemberView } from "@excalibur/api/contract";
import { useAccount } from "../../server/account.ts";
import { api } from "../../server/api.ts";
import { readFailure } from "../../server/failure.ts";
import { usePollInterval } from "../../server/live/live-state.ts";
import { Day } from "../../time/time-text.tsx";
import { FailureView } from "../../ui/failure-view.tsx";
import { PlainCell, PlainRow, PlainTable } from "../../ui/plain-table.tsx";
import { ROLE_LABELS } from "../../ui/role-labels.ts";
import { TableSkeleton } from "../../lists/table-skeleton.tsx";
import { MemberMenu } from "./member-menu.tsx";
import { RowName } from "./row-name.tsx";
import { NAME_AND_ROLE } from "./column-widths.ts";
import type { OpenDialog } from "./open-dialog.ts";

const ASK_EVERY_MS = 5_000;
const SKELETON = { grid: "grid grid-cols-4 items-center", bars: ["w-36", "w-16", "w-14", "w-4"], kept: 4 } as const;

interface MembersTableProps {
  onOpen: (open: OpenDialog) => void;
}

export function MembersTable({ onOpen }: MembersTableProps) {
  const { data, error, refetch } = useQuery(
    api.members.list.queryOptions(undefined, { refetchInterval: usePollInterval(ASK_EVERY_MS) }),
  );
  if (data === undefined) {
    if (error !== null) return <FailureView failure={readFailure(error)} onRetry={() => void refetch()} />;
    return <TableSkeleton what="Members" {...SKELETON} />;
  }
  return (
    <PlainTable
      label="Members"
      columns={["Name", "Role", "Joined", "Actions"]}
      widths={[...NAME_AND_ROLE, "max-sm:w-[88px]"]}
    >
      {data.items.map((member) => (
        <MemberRow key={member.id} member={member} onOpen={onOpen} />
      ))}
    </PlainTable>
  );
}

function MemberRow({ member, onOpen }: MembersTableProps & { member: MemberView }) {
  const account = useAccount();
  const isSelf = account?.user.id === member.user.id;
  return (
    <PlainRow>
      <PlainCell>
        <RowName>
          <bdi>{member.user.name}</bdi>
          {isSelf && <span className="ml-1.5 font-normal text-muted">you</span>}
        </RowName>
        <span className="block truncate text-xs text-muted">{member.user.email}</span>
      </PlainCell>
      <PlainCell>{ROLE_LABELS[member.role].name}</PlainCell>
      <PlainCell>
        <Day at={member.joinedAt} />
      </PlainCell>
      <PlainCell className="overflow-visible text-right">
        <MemberMenu member={member} onOpen={onOpen} />
      </PlainCell>
    </PlainRow>
  );
}
