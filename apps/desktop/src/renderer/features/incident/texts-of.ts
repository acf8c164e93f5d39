/** Bytes of a file that is read at most: larger ones are named instead. */
const MAX_FILE_BYTES = 64 * 1024 * 1024;

/** Files among what was dropped, those in folders too. */
export async function droppedFiles(items: DataTransferItemList): Promise<File[]> {
  // Before the first await: afterwards the list is empty.
  const entries = [...items].map((item) => item.webkitGetAsEntry()).filter((entry) => entry !== null);
  return (await Promise.all(entries.map(filesOf))).flat();
}

async function filesOf(entry: FileSystemEntry): Promise<File[]> {
  if (entry.isFile) {
    return [await new Promise<File>((resolve, reject) => (entry as FileSystemFileEntry).file(resolve, reject))];
  }
  const reader = (entry as FileSystemDirectoryEntry).createReader();
  const files: File[] = [];
  // A reader gives a hundred entries at a time.
  for (;;) {
    const entries = await new Promise<FileSystemEntry[]>((resolve, reject) => reader.readEntries(resolve, reject));
    if (entries.length === 0) return files;
    files.push(...(await Promise.all(entries.map(filesOf))).flat());
  }
}

/** A file's text as UTF-8, which reads ASCII in most encodings: keys are of ASCII. Null for a file that is too large. */
export async function textOf(file: File): Promise<string | null> {
  return file.size > MAX_FILE_BYTES ? null : file.text();
}
