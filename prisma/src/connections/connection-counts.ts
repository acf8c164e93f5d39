/** Connections to PostgreSQL that each process has besides those of `OpenDatabaseOptions.connections`, by their use. */
export const OTHER_CONNECTIONS = { preparedReads: 2, pagedReads: 2, replicaLink: 1 } as const;

/** Connections that a start has for a moment: one migrates, one notifies it. */
export const STARTING_CONNECTIONS = 2;

/**
 * The largest number of connections that a server opens, while one of its processes starts.
 * @param connections of each process for people and changes.
 */
export function mostConnections(processes: number, connections: number): number {
  const others = Object.values(OTHER_CONNECTIONS).reduce((sum, count) => sum + count, 0);
  return processes * (connections + others) + STARTING_CONNECTIONS;
}
