import { SearchX, type LucideIcon } from "lucide-react";
import type { ReactNode } from "react";
import { Button } from "../ui/button.tsx";

interface EmptyListProps {
  icon: LucideIcon;
  title: string;
  children: ReactNode;
}

/** In place of rows: why there are none, and what to do about it. */
export function EmptyList({ icon: Icon, title, children }: EmptyListProps) {
  return (
    <div className="grid h-full place-items-center p-8">
      <div className="max-w-[380px] space-y-3 text-center text-pretty">
        <Icon aria-hidden className="mx-auto size-7 text-muted" strokeWidth={1.5} />
        <h2 className="text-lg font-semibold">{title}</h2>
        {children}
      </div>
    </div>
  );
}

interface NothingMatchesProps {
  title: string;
  /** What the search looks at. */
  hint: string;
  clear: string;
  onClear: () => void;
}

/** For a list that has rows, none of which passes its filter. */
export function NothingMatches({ title, hint, clear, onClear }: NothingMatchesProps) {
  return (
    <EmptyList icon={SearchX} title={title}>
      <p className="text-muted">{hint}</p>
      <Button onClick={onClear}>{clear}</Button>
    </EmptyList>
  );
}
