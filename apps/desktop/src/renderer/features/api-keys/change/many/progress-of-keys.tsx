import { keyCount } from "./selected-keys.ts";

/** How far a change of many keys has come; nothing before it begins and after it ends. */
export function ProgressOfKeys({ done, total }: { done: number | null; total: number }) {
  if (done === null || done >= total) return null;
  return (
    <label className="block space-y-1 text-sm text-muted">
      <span>
        {done.toLocaleString("en")} of {keyCount(total)} done
      </span>
      <progress value={done} max={total} className="block h-1.5 w-full accent-accent" />
    </label>
  );
}
