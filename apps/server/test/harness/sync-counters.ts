/** The lines of `/metrics` about syncs. */
export async function readSyncCounters(url: string): Promise<string[]> {
  return (await (await fetch(`${url}/metrics`)).text()).split("\n").filter((line) => line.startsWith("excalibur_sync"));
}

/** How many requests for a sync took a way. */
export async function countSyncRequests(url: string, way: "lane" | "repeated" | "stock"): Promise<number> {
  const line = (await readSyncCounters(url)).find((one) => one.includes(`requests_total{way="${way}"}`));
  return Number(line?.split(" ")[1] ?? 0);
}
