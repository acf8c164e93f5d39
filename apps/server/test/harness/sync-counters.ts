/** The lines of `/metrics` about syncs. */
export async function readSyncCounters(url: string): Promise<string[]> {
  return (await (await fetch(`${url}/metrics`)).text()).split("\n").filter((line) => line.startsWith("excalibur_sync"));
}
