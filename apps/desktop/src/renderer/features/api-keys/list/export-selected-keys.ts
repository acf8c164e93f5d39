import { MAX_EXPORTED_IDS, ORGANIZATION_HEADER, type ExportFormat } from "@excalibur/api/contract";
import { basePath } from "../../../server/base-path.ts";
import { requireOrganizationOfPage } from "../../../server/organization-of-page.ts";
import { requireSameCount, type SelectedKeys } from "../change/many/selected-keys.ts";

const LINE_END = "\r\n";

/** Downloads selected keys as one file, which is put together from as many answers as their number needs. */
export async function exportSelectedKeys(
  { ids, filter }: Pick<SelectedKeys, "ids" | "filter">,
  format: ExportFormat,
): Promise<void> {
  await requireSameCount({ ids, filter });
  const sorted = ids.toSorted();
  const texts: string[] = [];
  let fileName = "";
  for (let first = 0; first < sorted.length; first += MAX_EXPORTED_IDS) {
    const answer = await ask(sorted.slice(first, first + MAX_EXPORTED_IDS), format);
    fileName ||= /filename="([^"]+)"/.exec(answer.headers.get("content-disposition") ?? "")?.[1] ?? "";
    // As it is sent: reading it as text would take the byte order mark away.
    const text = new TextDecoder("utf-8", { ignoreBOM: true }).decode(await answer.arrayBuffer());
    texts.push(first === 0 || format === "jsonl" ? text : withoutHeading(text));
  }
  const url = URL.createObjectURL(new Blob(texts));
  const link = document.createElement("a");
  link.href = url;
  link.download = fileName;
  link.click();
  URL.revokeObjectURL(url);
}

async function ask(ids: readonly string[], format: ExportFormat): Promise<Response> {
  const answer = await fetch(`${basePath}/api/keys/export`, {
    method: "POST",
    headers: { "content-type": "application/json", [ORGANIZATION_HEADER]: requireOrganizationOfPage() },
    body: JSON.stringify({ format, ids }),
  });
  if (!answer.ok) throw new Error(`The export was answered with ${answer.status}.`);
  return answer;
}

/** Column names have no line break. */
export function withoutHeading(table: string): string {
  return table.slice(table.indexOf(LINE_END) + LINE_END.length);
}
