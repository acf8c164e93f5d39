import type { ReactNode } from "react";
import { CopyButton } from "./copy-button.tsx";

/** What is known of one thing, line by line. */
export function Facts({ children }: { children: ReactNode }) {
  return <dl className="grid grid-cols-[140px_1fr] gap-x-4 gap-y-2.5">{children}</dl>;
}

export function Fact({ name, children }: { name: string; children: ReactNode }) {
  return (
    <>
      <dt className="text-muted">{name}</dt>
      <dd className="min-w-0 break-words">{children}</dd>
    </>
  );
}

export function IdFact({ id }: { id: string }) {
  return (
    <Fact name="Id">
      <span className="inline-flex items-center gap-1.5">
        <span className="font-mono text-sm break-all">{id}</span>
        <CopyButton text={id} label="Copy the id" />
      </span>
    </Fact>
  );
}
