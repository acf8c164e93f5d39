import { expiresInDays, expiryAfterDays } from "@excalibur/api/contract";
import { serverNow } from "../server/server-clock.ts";
import { exactTime } from "../time/relative-time.ts";
import { classNames } from "../ui/class-names.ts";
import { Field, Input } from "../ui/field.tsx";

const COMMON_CHOICES = [
  { days: "30", label: "30" },
  { days: "90", label: "90" },
  { days: "365", label: "365" },
  { days: "", label: "Never" },
] as const;

interface ExpiryFieldProps {
  days: string;
  error: string | undefined;
  onDays: (days: string) => void;
}

/** Days until the key expires, with the instant that makes; empty for a key that never does. */
export function ExpiryField({ days, error, onDays }: ExpiryFieldProps) {
  return (
    <Field label="Expires in (days)" error={error} hint={error === undefined ? resultOf(days) : undefined}>
      {(control) => (
        <div className="flex gap-2">
          <Input
            {...control}
            inputMode="numeric"
            value={days}
            placeholder="never"
            onChange={(event) => onDays(event.target.value)}
            className="w-24"
          />
          <div role="group" aria-label="Common choices" className="flex gap-1">
            {COMMON_CHOICES.map((choice) => (
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

function resultOf(days: string): string {
  if (days.trim() === "") return "The key never expires. It can still be revoked at any time.";
  const parsed = expiresInDays.safeParse(Number(days));
  const expiresAt = parsed.success ? expiryAfterDays(parsed.data, serverNow()) : null;
  return expiresAt === null
    ? "A whole number of days, from 1 to 3650; empty for never."
    : `Expires ${exactTime(expiresAt)}.`;
}
