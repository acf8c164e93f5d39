import { expiresInDays, expiryAfterDays, isExempt, longestLifeProblem, policyForKey } from "@excalibur/api/contract";
import { serverNow } from "../server/server-clock.ts";
import { usePolicy } from "../server/policy.ts";
import { exactTime } from "../time/relative-time.ts";
import { classNames } from "../ui/class-names.ts";
import { Field, Input } from "../ui/field.tsx";
import { labelsTyped } from "./labels-field.ts";

const COMMON_CHOICES = [
  { days: "30", label: "30" },
  { days: "90", label: "90" },
  { days: "365", label: "365" },
  { days: "", label: "Never" },
] as const;

/** The choices that a longest life leaves, and that life itself. */
function choicesUnder(longestLifeDays: number | null): readonly { days: string; label: string }[] {
  if (longestLifeDays === null) return COMMON_CHOICES;
  const shorter = COMMON_CHOICES.filter(({ days }) => days !== "" && Number(days) < longestLifeDays);
  return [...shorter, { days: String(longestLifeDays), label: String(longestLifeDays) }];
}

interface ExpiryFieldProps {
  days: string;
  /** The key's labels as they are typed: one of them may exempt it from the policy. */
  labels?: string;
  error: string | undefined;
  onDays: (days: string) => void;
}

/** Days until the key expires, with the instant that makes; empty for a key that never does. */
export function ExpiryField({ days, labels = "", error, onDays }: ExpiryFieldProps) {
  const { longestLifeDays, exemptedBy } = useLifeUnderPolicy(labels);
  const problem = error ?? problemUnder(longestLifeDays, days);
  const hint = exemptedBy === null ? resultOf(days) : `${resultOf(days)} ${exemptedBy} exempts it from the key policy.`;
  return (
    <Field label="Expires in (days)" error={problem} hint={problem === undefined ? hint : undefined}>
      {(control) => (
        <div className="flex gap-2">
          <Input
            {...control}
            inputMode="numeric"
            value={days}
            placeholder={longestLifeDays === null ? "never" : undefined}
            onChange={(event) => onDays(event.target.value)}
            className="w-24"
          />
          <div role="group" aria-label="Common choices" className="flex gap-1">
            {choicesUnder(longestLifeDays).map((choice) => (
              <button
                key={choice.label}
                type="button"
                aria-pressed={days.trim() === choice.days}
                onClick={() => onDays(choice.days)}
                className={classNames(
                  "h-8 rounded-md px-2.5 text-muted hover:bg-hover hover:text-ink",
                  days.trim() === choice.days && "bg-accent-soft text-accent hover:bg-accent-soft hover:text-accent",
                )}
              >
                {choice.label}
              </button>
            ))}
          </div>
        </div>
      )}
    </Field>
  );
}

/** How long the policy lets a key with these labels live, and the label that exempts it; null: none. */
function useLifeUnderPolicy(typed: string): { longestLifeDays: number | null; exemptedBy: string | null } {
  const policy = usePolicy();
  if (policy === undefined) return { longestLifeDays: null, exemptedBy: null };
  const { data: labels = {} } = labelsTyped.safeParse(typed);
  const { longestLifeDays } = policyForKey(labels, policy);
  return { longestLifeDays, exemptedBy: isExempt(labels, policy) ? policy.exemptLabel : null };
}

/** Why the policy refuses so many days; said while they are typed. Empty is judged when the form is sent. */
function problemUnder(longestLifeDays: number | null, days: string): string | undefined {
  if (longestLifeDays === null || days.trim() === "" || !(Number(days) > longestLifeDays)) return undefined;
  return longestLifeProblem(longestLifeDays);
}

function resultOf(days: string): string {
  if (days.trim() === "") return "The key never expires. It can still be revoked at any time.";
  const parsed = expiresInDays.safeParse(Number(days));
  const expiresAt = parsed.success ? expiryAfterDays(parsed.data, serverNow()) : null;
  return expiresAt === null
    ? "A whole number of days, from 1 to 3650; empty for never."
    : `Expires ${exactTime(expiresAt)}.`;
}
