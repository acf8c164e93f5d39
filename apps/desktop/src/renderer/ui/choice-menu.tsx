import { ChevronDown } from "lucide-react";
import type { ReactNode } from "react";
import { Button } from "./button.tsx";
import { Menu, MenuChoice, MenuChoices } from "./menu.tsx";

interface ChoiceMenuProps<Choice extends string> {
  /** What it narrows, for screen readers. */
  label: string;
  /** The word for no choice at all. */
  all: string;
  choices: readonly Choice[];
  labels: Readonly<Record<Choice, string>>;
  value: Choice | undefined;
  onChange: (value: Choice | undefined) => void;
  /** What is shown beside a choice, such as how many rows it leaves; without one, beside all. */
  aside?: (choice: Choice | undefined) => ReactNode;
}

const ALL = "";

/** A button that names what a list is narrowed to, and a menu of what it could be. */
export function ChoiceMenu<Choice extends string>({
  label,
  all,
  choices,
  labels,
  value,
  onChange,
  aside,
}: ChoiceMenuProps<Choice>) {
  const count = aside?.(value);
  return (
    <Menu
      align="end"
      trigger={
        <Button className="min-w-[104px] justify-between pr-2">
          <span>
            {value === undefined ? all : labels[value]}
            {count !== undefined && <span className="ml-1.5 text-muted">{count}</span>}
            <span className="sr-only">, {label}</span>
          </span>
          <ChevronDown aria-hidden className="size-3.5 text-muted" />
        </Button>
      }
    >
      <MenuChoices value={value ?? ALL} onChange={(chosen) => onChange(choices.find((choice) => choice === chosen))}>
        <MenuChoice value={ALL} aside={aside?.(undefined)}>
          {all}
        </MenuChoice>
        {choices.map((choice) => (
          <MenuChoice key={choice} value={choice} aside={aside?.(choice)}>
            {labels[choice]}
          </MenuChoice>
        ))}
      </MenuChoices>
    </Menu>
  );
}
