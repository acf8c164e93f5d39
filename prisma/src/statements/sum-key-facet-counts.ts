import type { Database } from "../connections/database.ts";

/**
 * Replaces the rows that changes have added for one value by their sum, so that reading it stays quick. Only PostgreSQL keeps such
 * numbers. Safe to run in several processes at once: each row goes into one sum.
 */
export async function sumKeyFacetCounts({ client, dialect }: Database): Promise<void> {
  if (dialect !== "postgresql") return;
  await client.$executeRaw`
    WITH several AS (
      SELECT organization_id, facet, value FROM key_facet_count
      GROUP BY organization_id, facet, value HAVING count(*) > 1 OR sum(keys) = 0
    ), taken AS (
      DELETE FROM key_facet_count c USING several s
      WHERE c.organization_id = s.organization_id AND c.facet = s.facet AND c.value = s.value
      RETURNING c.organization_id, c.facet, c.value, c.keys
    )
    INSERT INTO key_facet_count (organization_id, facet, value, keys)
    SELECT organization_id, facet, value, sum(keys) FROM taken
    GROUP BY organization_id, facet, value HAVING sum(keys) <> 0`;
}
