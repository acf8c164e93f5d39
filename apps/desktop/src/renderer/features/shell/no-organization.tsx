import { Building2 } from "lucide-react";
import { Button } from "../../ui/button.tsx";

/** For someone whose membership has ended, or who has none yet. */
export function NoOrganization({ onNew }: { onNew: () => void }) {
  return (
    <div className="grid h-full place-items-center p-8">
      <div className="max-w-[380px] text-center">
        <Building2 aria-hidden className="mx-auto size-7 text-muted" strokeWidth={1.5} />
        <h1 className="mt-3 text-lg font-semibold">You are no longer a member here</h1>
        <p className="mt-1 text-pretty text-muted">
          Choose another organization at the top left, or ask an owner to invite you. Keys and executors are not
          affected.
        </p>
        <Button onClick={onNew} className="mt-4">
          New organization…
        </Button>
      </div>
    </div>
  );
}
