import { useId, type ReactNode } from "react";
import { classNames } from "./class-names.ts";
import { FieldError } from "./field.tsx";

interface ChoiceCardsProps<Choice extends string> {
  legend: string;
  name: string;
  choices: readonly { value: Choice; title: string; detail: string }[];
  value: Choice;
  onChange: (value: Choice) => void;
  error?: string | undefined;
  /** What belongs to the choice that was made. */
  children?: ReactNode;
}

const COLUMNS: Readonly<Record<number, string>> = { 2: "grid-cols-2", 3: "sm:grid-cols-3", 4: "grid-cols-2" };

/** One of a few, each with a line that says what choosing it means. */
export function ChoiceCards<Choice extends string>({
  legend,
  name,
  choices,
  value,
  onChange,
  error,
  children,
}: ChoiceCardsProps<Choice>) {
  const errorId = useId();
  return (
    <fieldset aria-describedby={error === undefined ? undefined : errorId} className="space-y-2">
      <legend className="mb-1.5 font-medium">{legend}</legend>
      <div className={classNames("grid gap-2", COLUMNS[choices.length])}>
        {choices.map((choice) => (
          <label
            key={choice.value}
            className={classNames(
              "relative rounded-lg border border-line-strong px-3 py-2 hover:bg-hover has-focus-visible:outline-2 has-focus-visible:outline-offset-2 has-focus-visible:outline-accent",
              value === choice.value && "border-accent bg-accent-soft hover:bg-accent-soft",
            )}
          >
            <input
              type="radio"
              name={name}
              value={choice.value}
              checked={value === choice.value}
              onChange={() => onChange(choice.value)}
              className="absolute opacity-0"
            />
            <span className="block font-medium">{choice.title}</span>
            <span className="block text-sm text-muted">{choice.detail}</span>
          </label>
        ))}
      </div>
      {children}
      {error !== undefined && <FieldError id={errorId}>{error}</FieldError>}
    </fieldset>
  );
}
