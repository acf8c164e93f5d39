import { basename } from "node:path";
import { BrowserWindow, dialog, type WebContents } from "electron";
import type { SaveOutcome, TextFile } from "../../shared/host-bridge.ts";
import { writeFileAtomically } from "../files/write-file-atomically.ts";

/** Asks where to save a text and writes it there, for this user's eyes only. */
export async function saveTextFile(contents: WebContents, { suggestedName, text }: TextFile): Promise<SaveOutcome> {
  const options = { defaultPath: basename(suggestedName), showsTagField: false };
  const window = BrowserWindow.fromWebContents(contents);
  const { canceled, filePath } = await (window === null
    ? dialog.showSaveDialog(options)
    : dialog.showSaveDialog(window, options));
  if (canceled || filePath === "") return "cancelled";
  await writeFileAtomically(filePath, text);
  return "saved";
}
