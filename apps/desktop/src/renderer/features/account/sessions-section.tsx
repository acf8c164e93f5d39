import { useState } from "react";
import type { SessionView } from "@excalibur/api/contract";
import { useQuery } from "@tanstack/react-query";
import { toast } from "sonner";
import { personApi, personClient } from "../../server/api.ts";
import { readFailure } from "../../server/failure.ts";
import { queryClient } from "../../server/query-client.ts";
import { exactTime } from "../../time/relative-time.ts";
import { RelativeTime } from "../../time/time-text.tsx";
import { Button } from "../../ui/button.tsx";
import { ConfirmDialog } from "../../ui/confirm-dialog.tsx";
import { FailureCallout } from "../../ui/failure-callout.tsx";
import { Section } from "../../ui/section.tsx";
import { describeUserAgent } from "../../components/user-agent.ts";

const ASK_EVERY_MS = 15_000;

/** Everywhere one is signed in, and the way to end each but this one. */
export function SessionsSection() {
  const { data, error } = useQuery(
    personApi.account.sessions.list.queryOptions(undefined, { refetchInterval: ASK_EVERY_MS }),
  );
  const [ending, setEnding] = useState<SessionView | null>(null);
  return (
    <Section title="Sessions" lead="Everywhere you are signed in. One that you end is out at its next click.">
      {data === undefined && error !== null && <FailureCallout failure={readFailure(error)} />}
      <ul className="border-t border-line">
        {data?.items.map((session) => (
          <li key={session.id} className="flex min-h-11 items-center gap-4 border-b border-line py-1.5">
            <span className="min-w-0 flex-1">
              <span title={session.userAgent ?? undefined} className="block truncate font-medium">
                {describeUserAgent(session.userAgent)}
              </span>
              <span className="block text-sm text-muted">
                since <RelativeTime at={session.createdAt} />
                {session.sourceAddress !== null && `, from ${session.sourceAddress}`}
              </span>
            </span>
            {session.current ? (
              <span className="text-muted">this one</span>
            ) : (
              <Button
                className="h-7"
                aria-label={`End session… ${describeUserAgent(session.userAgent)}, since ${exactTime(session.createdAt)}`}
                onClick={() => setEnding(session)}
              >
                End session…
              </Button>
            )}
          </li>
        ))}
      </ul>
      {ending !== null && <EndSessionDialog session={ending} onClose={() => setEnding(null)} />}
    </Section>
  );
}

function EndSessionDialog({ session, onClose }: { session: SessionView; onClose: () => void }) {
  const end = async () => {
    await personClient.account.sessions.revoke.mutate({ id: session.id });
    await queryClient.invalidateQueries(personApi.account.sessions.list.queryFilter());
    toast.success("That session has ended.");
    onClose();
  };
  return (
    <ConfirmDialog
      title={`End the session of ${describeUserAgent(session.userAgent)}?`}
      confirm="End session"
      tone="danger"
      act={end}
      onClose={onClose}
    >
      <p>Its user must sign in again. If that was not you, change your password too.</p>
    </ConfirmDialog>
  );
}
