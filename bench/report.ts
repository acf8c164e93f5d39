import { readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

const DOCS = fileURLToPath(new URL("../docs/", import.meta.url));
const PAGE = `${DOCS}benchmarks.md`;

/** What one benchmark found. */
export interface Section {
  /** Its place in docs/benchmarks.md: between `<!-- id -->` and `<!-- /id -->`. */
  readonly id: string;
  /** Markdown */
  readonly text: string;
  /** SVG, written beside the page. */
  readonly chart?: string;
}

/** A Markdown table; every column but the first is of numbers. */
export function tableOf(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.join(" | ")} |`;
  return [line(head), line(head.map((_, index) => (index === 0 ? "---" : "---:"))), ...rows.map(line)].join("\n");
}

/** Horizontal bars, one a line, legible on light and dark pages. */
export function chartOfBars(bars: readonly { name: string; value: number }[], unit: string): string {
  const most = Math.max(...bars.map(({ value }) => value));
  const lines = bars.map(({ name, value }, index) => {
    const y = 34 + index * 28;
    const width = Math.max(1, (value / most) * 340);
    const figure = Math.round(value).toLocaleString("en");
    return (
      `<text x="216" y="${y + 14}" text-anchor="end">${escapeText(name)}</text>` +
      `<rect x="224" y="${y}" width="${width.toFixed(1)}" height="20" rx="2"/>` +
      `<text x="${(232 + width).toFixed(1)}" y="${y + 14}">${figure}</text>`
    );
  });
  const height = 44 + bars.length * 28;
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 640 ${height}" role="img" aria-label="${escapeText(unit)}">
<style>text { font: 13px system-ui, sans-serif; fill: #777 } rect { fill: #4f6bed }</style>
<text x="224" y="22">${escapeText(unit)}</text>
${lines.join("\n")}
</svg>
`;
}

/** Puts sections into docs/benchmarks.md, and their charts beside it. @throws when the page has no section for one. */
export function writePage(sections: readonly Section[]): void {
  let page = readFileSync(PAGE, "utf8");
  for (const { id, text, chart } of sections) {
    const [open, close] = [`<!-- ${id} -->`, `<!-- /${id} -->`];
    const [begin, end] = [page.indexOf(open), page.indexOf(close)];
    if (begin === -1 || end < begin) throw new Error(`docs/benchmarks.md has no section for "${id}"`);
    page = `${page.slice(0, begin + open.length)}\n\n${text}\n\n${page.slice(end)}`;
    if (chart !== undefined) writeFileSync(`${DOCS}benchmarks-${id}.svg`, chart);
  }
  writeFileSync(PAGE, page);
}

function escapeText(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll('"', "&quot;");
}
