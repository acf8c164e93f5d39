/** Where an instance of an executor runs: `db-1 (10.0.0.7)`. An instance without a host is labelled as such. */
export function instanceLabel({ host, address }: { host: string | null; address: string | null }): string {
  const where = host ?? "an unnamed host";
  return address === null ? where : `${where} (${address})`;
}
