import type { ReactNode } from "react";

interface ChartFrameProps {
  title: string;
  /** Over which time. */
  span: string;
  /** The number that counts now. */
  figure: ReactNode;
  /** What the picture shows, for those who don't see it. */
  summary: string;
  /** The same as numbers: the heading of each column, then each row, its first cell being the time. */
  table: { columns: readonly string[]; rows: readonly (readonly (string | number)[])[] };
  /** At the two ends of the time. */
  ends: readonly [string, string];
  /** Where the axis of values ends. */
  top: number;
  children: ReactNode;
}

const WIDTH = 600;
const HEIGHT = 120;

/** A picture of numbers over time, with its axes, and the same numbers as a table for screen readers. */
export function ChartFrame({ title, span, figure, summary, table, ends, top, children }: ChartFrameProps) {
  return (
    <figure className="rounded-lg border border-line px-4 py-3">
      <figcaption className="flex items-baseline justify-between gap-4">
        <span>
          <span className="font-semibold">{title}</span> <span className="text-muted">{span}</span>
        </span>
        <span className="shrink-0 tabular-nums">{figure}</span>
      </figcaption>
      <div className="mt-3 flex gap-2">
        <svg
          role="img"
          aria-label={summary}
          viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
          preserveAspectRatio="none"
          className="h-[120px] min-w-0 flex-1 overflow-visible"
        >
          {[0, HEIGHT / 2, HEIGHT].map((y) => (
            <line key={y} x1={0} x2={WIDTH} y1={y} y2={y} className="stroke-line" vectorEffect="non-scaling-stroke" />
          ))}
          {children}
        </svg>
        <div aria-hidden className="-my-2 flex w-9 flex-col justify-between text-xs text-muted tabular-nums">
          <span>{top}</span>
          <span>{Number.isInteger(top / 2) ? top / 2 : ""}</span>
          <span>0</span>
        </div>
      </div>
      <div aria-hidden className="mt-1 mr-11 flex justify-between text-xs text-muted tabular-nums">
        {ends.map((end) => (
          <span key={end}>{end}</span>
        ))}
      </div>
      <NumbersTable title={title} {...table} />
    </figure>
  );
}

function NumbersTable({ title, columns, rows }: ChartFrameProps["table"] & { title: string }) {
  return (
    <table className="sr-only">
      <caption>{title}</caption>
      <thead>
        <tr>
          {columns.map((column) => (
            <th key={column} scope="col">
              {column}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map(([time, ...numbers]) => (
          <tr key={time}>
            <th scope="row">{time}</th>
            {numbers.map((number, index) => (
              // oxlint-disable-next-line react/no-array-index-key -- the columns never change places
              <td key={index}>{number}</td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** The picture's own measures; it is stretched to its place. */
export const CHART = { width: WIDTH, height: HEIGHT } as const;
