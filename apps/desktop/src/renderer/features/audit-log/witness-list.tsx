import type { WitnessView } from "@excalibur/api/contract";
import { RelativeTime } from "../../time/time-text.tsx";
import { Button } from "../../ui/button.tsx";

interface WitnessListProps {
  witnesses: readonly WitnessView[];
  onRemove: (witness: WitnessView) => void;
}

/** Each witness with the last row up to which it has signed. */
export function WitnessList({ witnesses, onRemove }: WitnessListProps) {
  if (witnesses.length === 0) return <p className="text-muted">No witness is registered yet.</p>;
  return (
    <ul aria-label="Witnesses" className="divide-y divide-line rounded-lg border border-line">
      {witnesses.map((witness) => (
        <li key={witness.id} className="flex items-center gap-3 px-3 py-2">
          <div className="min-w-0 grow">
            <p className="font-medium [overflow-wrap:anywhere]">{witness.name}</p>
            <p className="text-sm text-muted">
              {witness.latest === null ? (
                "Has signed nothing yet"
              ) : (
                <>
                  Signed up to row {witness.latest.sequence.toLocaleString("en")},{" "}
                  <RelativeTime at={witness.latest.at} />
                </>
              )}
            </p>
          </div>
          <Button aria-label={`Remove ${witness.name}…`} onClick={() => onRemove(witness)}>
            Remove…
          </Button>
        </li>
      ))}
    </ul>
  );
}
