import { useId, type ReactNode } from "react";

interface SectionProps {
  title: string;
  /** What it is about, in a sentence. */
  lead?: ReactNode;
  children: ReactNode;
}

/** One part of a page of settings. */
export function Section({ title, lead, children }: SectionProps) {
  const id = useId();
  return (
    <section aria-labelledby={id}>
      <h2 id={id} className="font-semibold">
        {title}
      </h2>
      {lead !== undefined && <p className="mt-0.5 text-pretty text-muted">{lead}</p>}
      <div className="mt-3">{children}</div>
    </section>
  );
}
