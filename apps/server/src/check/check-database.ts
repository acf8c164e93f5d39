import { inspectDatabase, mostConnections } from "@excalibur/db";
import type { Config } from "../config.ts";
import { databaseUrlOf } from "../data-folder.ts";
import type { Finding } from "./finding.ts";

/** Address, TLS, credentials, version, privileges, migrations, and whether notifications arrive. */
export async function checkDatabase(config: Config): Promise<Finding[]> {
  const { subject, pending, maxConnections, hasSearchIndex } = await inspectDatabase(databaseUrlOf(config));
  const findings: Finding[] = [
    { is: "ok", words: `The database ${subject} can be used; ${describePending(pending)}.` },
  ];
  const wanted = mostConnections(config.workers, config.databaseConnections);
  if (maxConnections !== null && wanted > maxConnections) {
    findings.push({
      is: "note",
      words: `This server may open ${wanted} connections, and the database takes ${maxConnections}: lower EXCALIBUR_DATABASE_CONNECTIONS, or raise max_connections.`,
    });
  }
  if (hasSearchIndex === false && pending.length === 0) {
    findings.push({
      is: "note",
      words:
        "The search for keys has no index: let an administrator run CREATE EXTENSION pg_trgm, then start a server once as the owner of the tables.",
    });
  }
  return findings;
}

function describePending(pending: readonly string[]): string {
  return pending.length === 0 ? "no migrations are pending" : `a start applies ${pending.length} migrations`;
}
