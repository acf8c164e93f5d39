import { labelTexts, type Labels } from "@excalibur/api/contract";

/** The labels of a key or executor, each as it is written. */
export function LabelsList({ labels }: { labels: Labels }) {
  return (
    <ul className="flex flex-wrap gap-1">
      {labelTexts(labels).map((label) => (
        <li key={label} className="rounded bg-hover px-1.5 py-0.5 font-mono text-sm [overflow-wrap:anywhere]">
          {label}
        </li>
      ))}
    </ul>
  );
}
