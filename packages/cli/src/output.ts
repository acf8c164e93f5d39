import { labelTexts, type Labels } from "@excalibur/api/labels";

/** Where a command writes: its result, and its messages for people. */
export interface Output {
  readonly out: (text: string) => void;
  readonly note: (text: string) => void;
  /** Answers are JSON for programs, not tables for people. */
  readonly isJson: boolean;
}

/** One JSON value on one line. */
export function writeJson({ out }: Output, value: unknown): void {
  out(`${JSON.stringify(value)}\n`);
}

/** A table with a heading, its columns as wide as they have to be. */
export function writeTable({ out }: Output, heading: readonly string[], rows: readonly (readonly string[])[]): void {
  const lines = [heading, ...rows];
  const widths = heading.map((_, column) => Math.max(...lines.map((line) => (line[column] ?? "").length)));
  for (const line of lines) {
    const cells = line.map((cell, column) => (column === line.length - 1 ? cell : cell.padEnd(widths[column] ?? 0)));
    out(`${cells.join("  ")}\n`);
  }
}

/** An instant for people: UTC, to the second. */
export function shown(at: Date | null): string {
  return at === null ? "-" : `${at.toISOString().slice(0, 19)}Z`;
}

/** Labels for people, in the order of their names. */
export function shownLabels(labels: Labels): string {
  return labelTexts(labels).join(" ") || "-";
}
