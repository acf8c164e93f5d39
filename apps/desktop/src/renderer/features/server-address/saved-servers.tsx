import { Trash2 } from "lucide-react";
import type { SavedServer } from "../../../shared/host-bridge.ts";
import { Button, IconButton } from "../../ui/button.tsx";

interface SavedServersProps {
  servers: readonly SavedServer[];
  onUse: (url: string) => void;
  onForget: (url: string) => void;
}

/** The servers this app knows. Forgetting one gives up the session there too. */
export function SavedServers({ servers, onUse, onForget }: SavedServersProps) {
  return (
    <section aria-labelledby="saved-servers" className="mb-5">
      <h2 id="saved-servers" className="mb-1.5 font-medium">
        Your servers
      </h2>
      <ul className="divide-y divide-line rounded-lg border border-line">
        {servers.map(({ url, isCurrent, hasSession }) => (
          <li key={url} className="flex items-center gap-2 py-1.5 pr-1.5 pl-3">
            <span className="min-w-0 flex-1">
              <span title={url} className="block truncate font-medium">
                {url}
              </span>
              <span className="block text-sm text-muted">
                {[isCurrent && "in use", hasSession ? "signed in" : "not signed in"].filter(Boolean).join(", ")}
              </span>
            </span>
            <Button
              className="h-7"
              aria-label={`${isCurrent ? "Go back to" : "Switch to"} ${url}`}
              onClick={() => onUse(url)}
            >
              {isCurrent ? "Back" : "Switch"}
            </Button>
            <IconButton label={`Forget ${url}`} onClick={() => onForget(url)}>
              <Trash2 aria-hidden className="size-4" />
            </IconButton>
          </li>
        ))}
      </ul>
    </section>
  );
}
