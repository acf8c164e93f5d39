import { createHash } from "node:crypto";

/**
 * Ids of filled rows: random behind their beginning as real ones are, in half of their alphabet, which makes it harder for
 * an index to find a part of one.
 */
const BEGINNING = "01m8";
const RANDOM_LENGTH = 22;

type Prefix = "key" | "exe";

/** The id of the i-th row. */
export function idOf(prefix: Prefix, i: number): string {
  return `${prefix}_${BEGINNING}${createHash("md5").update(`id ${i}`).digest("hex").slice(0, RANDOM_LENGTH)}`;
}

/** The same in PostgreSQL, where a row has its number as `i`. */
export function idInSql(prefix: Prefix): string {
  return `'${prefix}_${BEGINNING}' || substr(md5('id ' || i), 1, ${RANDOM_LENGTH})`;
}
