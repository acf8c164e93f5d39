import { useAccount } from "../../server/account.ts";
import { Callout } from "../../ui/callout.tsx";
import { KeyElsewhere } from "./key-elsewhere.tsx";
import type { FoundKey } from "./look-through.ts";
import { OwnKey, type KeyActs } from "./own-key.tsx";

/** What was found: keys of this organization, of the user's others, and those that are none of theirs. */
export function FoundKeys({ found, unread, acts }: { found: readonly FoundKey[]; unread: number; acts: KeyActs }) {
  const here = useAccount()?.organization?.id;
  if (found.length === 0) {
    return (
      <Callout tone="info">
        No whole API key was found, so it is not one of your keys. A key with a wrong or a missing character is none.
      </Callout>
    );
  }
  return (
    <div className="space-y-3">
      {unread > 0 && <Callout tone="caution">{unread} files could not be read.</Callout>}
      <ul aria-label="Keys that were found" className="space-y-3">
        {found.map(({ hint, own }) => {
          if (own === null) {
            return (
              <li key={hint} className="rounded-lg border border-line px-4 py-3">
                <span className="font-mono text-sm">{hint}…</span>{" "}
                <span className="text-muted">not one of your keys</span>
              </li>
            );
          }
          if (own.organization.id === here) return <OwnKey key={own.key.id} found={own.key} acts={acts} />;
          return <KeyElsewhere key={own.key.id} found={own} />;
        })}
      </ul>
    </div>
  );
}
