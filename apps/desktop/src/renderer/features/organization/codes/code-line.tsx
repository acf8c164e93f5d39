import type { CodeView } from "@excalibur/api/contract";
import { useState } from "react";
import { toast } from "sonner";
import { LabelsList } from "../../../components/labels-list.tsx";
import { api, apiClient } from "../../../server/api.ts";
import { queryClient } from "../../../server/query-client.ts";
import { RelativeTime } from "../../../time/time-text.tsx";
import { Button } from "../../../ui/button.tsx";
import { FailureCallout } from "../../../ui/failure-callout.tsx";
import { useAction } from "../../../ui/use-action.ts";
import { CodeUses } from "./code-uses.tsx";

/** One code: what it is for, how far it is used, and a way to end it. */
export function CodeLine({ code }: { code: CodeView }) {
  const [showsUses, setShowsUses] = useState(false);
  const name = code.name ?? code.namePattern ?? "any host";
  const { isRunning, failure, run } = useAction(async () => {
    await apiClient.codes.revoke.mutate({ id: code.id });
    await queryClient.invalidateQueries(api.codes.list.queryFilter());
    toast.success(`The code for ${name} is revoked.`);
  });
  return (
    <li className="border-b border-line py-2">
      <div className="flex flex-wrap items-center justify-between gap-x-4 gap-y-1">
        <span className="min-w-0 flex-1">
          <span className="block truncate font-medium">{name}</span>
          <span className="block text-sm text-muted">
            <CodeState code={code} />, by {code.createdBy.name}
          </span>
        </span>
        <span className="flex gap-2">
          {code.uses > 0 && (
            <Button look="quiet" aria-expanded={showsUses} onClick={() => setShowsUses(!showsUses)}>
              {showsUses ? "Hide uses" : code.uses === 1 ? "1 use" : `${code.uses.toLocaleString("en")} uses`}
            </Button>
          )}
          {code.status === "open" && (
            <Button busy={isRunning} aria-label={`Revoke the code for ${name}`} onClick={run}>
              Revoke
            </Button>
          )}
        </span>
      </div>
      {Object.keys(code.labels).length > 0 && <LabelsList labels={code.labels} />}
      {failure !== null && <FailureCallout failure={failure} />}
      {showsUses && <CodeUses code={code} name={name} />}
    </li>
  );
}

function CodeState({ code: { status, uses, maxUses, expiresAt } }: { code: CodeView }) {
  const hosts = maxUses > 1 ? `${uses.toLocaleString("en")} of ${maxUses.toLocaleString("en")} hosts, ` : "";
  if (status !== "open") return `${hosts}${status}`;
  return (
    <>
      {hosts}expires <RelativeTime at={expiresAt} />
    </>
  );
}
