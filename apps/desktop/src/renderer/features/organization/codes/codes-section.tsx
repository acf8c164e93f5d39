import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { api } from "../../../server/api.ts";
import { usePollInterval } from "../../../server/live/live-state.ts";
import { Button } from "../../../ui/button.tsx";
import { Section } from "../../../ui/section.tsx";
import { CodeLine } from "./code-line.tsx";
import { FleetCodeDialogs } from "./fleet-code-dialogs.tsx";

const ASK_EVERY_MS = 5_000;

/** The codes with which hosts make keys of their own: which there are, who has used them, and a way to end each. */
export function CodesSection() {
  const [isAsking, setAsking] = useState(false);
  const { data } = useQuery(api.codes.list.queryOptions(undefined, { refetchInterval: usePollInterval(ASK_EVERY_MS) }));
  const codes = data?.items ?? [];
  return (
    <Section
      title="Enrolment codes"
      lead="A code lets a host make its own key. A code for one executor is made under Executors, Connect new executor; one for many hosts here. Codes that ended are shown for 30 days."
    >
      <div className="space-y-3">
        <Button onClick={() => setAsking(true)}>New fleet code…</Button>
        {codes.length === 0 ? (
          <p className="text-muted">There is no code.</p>
        ) : (
          <ul className="border-t border-line">
            {codes.map((code) => (
              <CodeLine key={code.id} code={code} />
            ))}
          </ul>
        )}
      </div>
      <FleetCodeDialogs isAsking={isAsking} onClose={() => setAsking(false)} />
    </Section>
  );
}
