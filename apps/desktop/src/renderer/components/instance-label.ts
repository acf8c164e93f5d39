/** Where an instance of an executor runs: `db-1 (10.0.0.7)`. A host that was not told is said to be. */
export function instanceLabel({ host, address }: { host: string | null; address: string | null }): string {
  const where = host ?? "a host that is not told";
  return address === null ? where : `${where} (${address})`;
}
