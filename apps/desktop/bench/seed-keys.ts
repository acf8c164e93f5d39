import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";

const HOUR_MS = 60 * 60 * 1_000;
const ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz";
const WORDS = ["prod", "staging", "eu", "us", "edge", "batch", "ci", "build", "cluster", "gpu", "night", "core"];

/** Puts keys into the database of a server that runs: every tenth revoked, every twentieth expired, two in three used. */
export function seedKeys(dataFolder: string, count: number): void {
  const database = new DatabaseSync(join(dataFolder, "excalibur.db"));
  database.exec("PRAGMA busy_timeout = 10000; PRAGMA synchronous = OFF; PRAGMA cache_size = -200000; BEGIN IMMEDIATE");
  const { id: organizationId } = database.prepare("SELECT id FROM organization").get() as { id: string };
  const insert = database.prepare(
    `INSERT INTO api_key (id, organization_id, name, name_folded, secret_hash, hint, created_at, created_by_name,
       expires_at, revoked_at, last_used_at) VALUES (?, ?, ?, ?, ?, ?, ?, 'Ada', ?, ?, ?)`,
  );
  const now = Date.now();
  for (let index = 0; index < count; index++) {
    const name = `${WORDS[index % WORDS.length]}-${WORDS[(index * 7) % 11]}-${index}`;
    const createdAt = now - (count - index) * 1_000 - HOUR_MS;
    const expiresAt = index % 20 === 0 ? now - HOUR_MS : index % 3 === 0 ? now + (index % 300) * 24 * HOUR_MS : null;
    insert.run(
      `key_${crockford(index)}`,
      organizationId,
      name,
      name,
      // No executor presents these keys, so a number of the hash's length is enough, in an order that is cheap for the index.
      index.toString(16).padStart(64, "0"),
      `exc_${String(index % 10_000).padStart(4, "0")}`,
      createdAt,
      expiresAt,
      index % 10 === 1 ? now - HOUR_MS : null,
      index % 3 === 0 ? null : now - (index % 1_000) * 1_000,
    );
  }
  // Each writer of keys updates this count, as the server does.
  database.exec(`INSERT OR REPLACE INTO key_count (organization_id, keys, revoked)
    SELECT organization_id, count(*), count(revoked_at) FROM api_key GROUP BY organization_id; COMMIT`);
  database.close();
}

/** A number as the part of an id that a ULID would be: 26 characters of its alphabet, in order. */
function crockford(number: number): string {
  const digits = number.toString(32).replaceAll(/[a-v]/g, (digit) => ALPHABET.charAt(Number.parseInt(digit, 32)));
  return digits.padStart(26, "0");
}
