import type { ReactNode } from "react";
import { CircleAlert, CircleCheck, Info, TriangleAlert } from "lucide-react";
import { classNames } from "./class-names.ts";

const TONES = {
  info: { icon: Info, look: "bg-sunken text-ink [&_svg]:text-muted" },
  positive: { icon: CircleCheck, look: "bg-positive-soft text-ink [&_svg]:text-positive" },
  caution: { icon: TriangleAlert, look: "bg-caution-soft text-ink [&_svg]:text-caution" },
  danger: { icon: CircleAlert, look: "bg-danger-soft text-ink [&_svg]:text-danger" },
} as const;

interface CalloutProps {
  tone: keyof typeof TONES;
  children: ReactNode;
  /** Announced at once: for what has just gone wrong. */
  urgent?: boolean;
}

/** A short notice with an icon for its kind. */
export function Callout({ tone, children, urgent = false }: CalloutProps) {
  const { icon: Icon, look } = TONES[tone];
  return (
    <div
      role={urgent ? "alert" : "note"}
      className={classNames("flex items-start gap-2.5 rounded-lg px-3 py-2.5", look)}
    >
      <Icon aria-hidden className="mt-0.5 size-4 shrink-0" />
      <div className="min-w-0 flex-1 [overflow-wrap:anywhere]">{children}</div>
    </div>
  );
}
