import type { CodeView } from "@excalibur/api/contract";
import { useQuery } from "@tanstack/react-query";
import { toast } from "sonner";
import { api, apiClient } from "../../server/api.ts";
import { usePollInterval } from "../../server/live/live-state.ts";
import { queryClient } from "../../server/query-client.ts";
import { RelativeTime } from "../../time/time-text.tsx";
import { Button } from "../../ui/button.tsx";
import { FailureCallout } from "../../ui/failure-callout.tsx";
import { Section } from "../../ui/section.tsx";
import { useAction } from "../../ui/use-action.ts";

const ASK_EVERY_MS = 5_000;

/** Codes that hosts can still use to make keys of their own, each with a way to end it. */
export function CodesSection() {
  const { data } = useQuery(api.codes.list.queryOptions(undefined, { refetchInterval: usePollInterval(ASK_EVERY_MS) }));
  const open = data?.items.filter(({ status }) => status === "open") ?? [];
  return (
    <Section
      title="Open enrolment codes"
      lead="A code lets a host make its own key. Make one under Executors, Connect new executor."
    >
      {open.length === 0 ? (
        <p className="text-muted">No code is open.</p>
      ) : (
        <ul className="border-t border-line">
          {open.map((code) => (
            <CodeLine key={code.id} code={code} />
          ))}
        </ul>
      )}
    </Section>
  );
}

function CodeLine({ code }: { code: CodeView }) {
  const name = code.name ?? code.namePattern ?? "any host";
  const { isRunning, failure, run } = useAction(async () => {
    await apiClient.codes.revoke.mutate({ id: code.id });
    await queryClient.invalidateQueries(api.codes.list.queryFilter());
    toast.success(`The code for ${name} is revoked.`);
  });
  return (
    <li className="border-b border-line py-2">
      <div className="flex items-center justify-between gap-4">
        <span className="min-w-0">
          <span className="block truncate font-medium">{name}</span>
          <span className="block text-sm text-muted">
            {code.maxUses > 1 && `${code.uses} of ${code.maxUses} hosts, `}expires <RelativeTime at={code.expiresAt} />,
            by {code.createdBy.name}
          </span>
        </span>
        <Button busy={isRunning} onClick={run}>
          Revoke
        </Button>
      </div>
      {failure !== null && <FailureCallout failure={failure} />}
    </li>
  );
}
