import { KeyRound, SearchX } from "lucide-react";
import type { ReactNode } from "react";
import { useMayManageKeys } from "../../../server/account.ts";
import { Button } from "../../../ui/button.tsx";
import { useKeyActions } from "../change/key-actions.tsx";
import type { KeyFilter } from "./key-filter.ts";

/** Says why the list is empty, and what to do about it. */
export function NoKeys({ filter, onClear }: { filter: KeyFilter; onClear: () => void }) {
  const { openNewKey } = useKeyActions();
  const mayManage = useMayManageKeys();
  if (filter.search !== undefined || filter.status !== undefined) {
    return (
      <Empty
        icon={<SearchX aria-hidden className="mx-auto size-7 text-muted" strokeWidth={1.5} />}
        title="No key matches"
      >
        <p className="text-muted">Search looks at the name, the id and the hint, the first 8 characters of a key.</p>
        <Button onClick={onClear}>Show all keys</Button>
      </Empty>
    );
  }
  return (
    <Empty
      icon={<KeyRound aria-hidden className="mx-auto size-7 text-muted" strokeWidth={1.5} />}
      title="No API keys yet"
    >
      <p className="text-muted">
        {mayManage
          ? "An executor on your own machine presents a key at every sync. Create the first one and you get the commands to start it with."
          : "An owner or admin creates them. They appear here as soon as there are any."}
      </p>
      {mayManage && (
        <Button look="primary" onClick={openNewKey}>
          New key
        </Button>
      )}
    </Empty>
  );
}

function Empty({ icon, title, children }: { icon: ReactNode; title: string; children: ReactNode }) {
  return (
    <div className="grid h-full place-items-center p-8">
      <div className="max-w-[380px] space-y-3 text-center text-pretty">
        {icon}
        <h2 className="text-lg font-semibold">{title}</h2>
        {children}
      </div>
    </div>
  );
}
