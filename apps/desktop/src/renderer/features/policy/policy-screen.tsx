import { useQuery } from "@tanstack/react-query";
import { useMayManageKeys } from "../../server/account.ts";
import { api } from "../../server/api.ts";
import { readFailure } from "../../server/failure.ts";
import { FailureView } from "../../ui/failure-view.tsx";
import { PageHeader } from "../../ui/page-header.tsx";
import { PolicyFacts } from "./policy-facts.tsx";
import { PolicyForm } from "./policy-form.tsx";

/** What the organization asks of the lives of its keys: to be changed by owners and admins, to be read by every member. */
export function PolicyScreen() {
  const mayChange = useMayManageKeys();
  const { data: policy, error, refetch } = useQuery(api.policies.get.queryOptions());
  return (
    <div className="flex h-full flex-col">
      <PageHeader title="Key policy" windowTitle="Key policy" />
      <div className="min-h-0 flex-1 overflow-y-auto">
        {policy === undefined ? (
          error === null ? (
            <p className="px-6 py-6 text-muted">Loading…</p>
          ) : (
            <FailureView failure={readFailure(error)} onRetry={() => void refetch()} />
          )
        ) : (
          <div className="max-w-[528px] space-y-6 px-6 py-6">
            <p className="text-pretty text-muted">
              The policy holds for every API key of the organization, also for keys that were issued before. Each server
              judges a key by it whenever the key is presented.
            </p>
            {mayChange ? <PolicyForm policy={policy} /> : <PolicyFacts policy={policy} />}
          </div>
        )}
      </div>
    </div>
  );
}
