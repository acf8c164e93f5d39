import type { CodeView } from "@excalibur/api/contract";
import { useQuery } from "@tanstack/react-query";
import { KeyLink } from "../../../components/key-link.tsx";
import { api } from "../../../server/api.ts";
import { readFailure } from "../../../server/failure.ts";
import { RelativeTime } from "../../../time/time-text.tsx";
import { FailureCallout } from "../../../ui/failure-callout.tsx";
import { ScrollRegion } from "../../../ui/scroll-region.tsx";

/** Which hosts have used a code: under which name, when, from where, and the key that each has made. */
export function CodeUses({ code, name }: { code: CodeView; name: string }) {
  const { data, error } = useQuery(api.codes.uses.queryOptions({ id: code.id }));
  if (error !== null && data === undefined) return <FailureCallout failure={readFailure(error)} />;
  const items = data?.items ?? [];
  return (
    <ScrollRegion
      label={`Uses of the code for ${name}`}
      className="mt-2 max-h-[240px] rounded-lg bg-sunken px-3 py-1.5"
    >
      <ul>
        {items.map((use) => (
          <li key={use.keyId} className="flex items-start justify-between gap-4 py-1">
            <span className="min-w-0">
              <span className="block truncate font-medium">{use.executorName}</span>
              <span className="block text-sm text-muted">
                from <span className="font-mono">{use.address}</span>, key <KeyLink id={use.keyId} />
              </span>
            </span>
            <span className="shrink-0 text-sm text-muted">
              <RelativeTime at={use.at} />
            </span>
          </li>
        ))}
        {items.length < code.uses && <li className="py-1 text-muted">and {code.uses - items.length} earlier</li>}
      </ul>
    </ScrollRegion>
  );
}
