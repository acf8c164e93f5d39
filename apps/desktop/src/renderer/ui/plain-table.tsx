import type { ComponentProps, ReactNode } from "react";
import { classNames } from "./class-names.ts";

interface PlainTableProps {
  label: string;
  /** Headings of the columns; the last one, of the actions, is for screen readers only. */
  columns: readonly string[];
  /** Class names of their widths, where they are not to share what is left. */
  widths?: readonly string[];
  children: ReactNode;
}

/** A table of so few rows that all of them are drawn. */
export function PlainTable({ label, columns, widths = [], children }: PlainTableProps) {
  return (
    <table aria-label={label} className="w-full table-fixed border-collapse text-left">
      <thead>
        <tr className="h-9 border-b border-line text-sm text-muted">
          {columns.map((column, index) => (
            <th
              key={column}
              scope="col"
              className={classNames(
                "pr-4 font-normal first:pl-4",
                widths[index],
                index === columns.length - 1 && "w-[52px]",
              )}
            >
              {index === columns.length - 1 ? <span className="sr-only">{column}</span> : column}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>{children}</tbody>
    </table>
  );
}

export function PlainRow({ className, ...rest }: ComponentProps<"tr">) {
  return (
    <tr className={classNames("h-11 border-b border-line hover:bg-hover focus-within:bg-hover", className)} {...rest} />
  );
}

export function PlainCell({ className, ...rest }: ComponentProps<"td">) {
  return <td className={classNames("truncate py-0 pr-4 first:pl-4", className)} {...rest} />;
}
