import { createHash } from "node:crypto";

/**
 * Ids of filled rows: random behind their beginning as real ones are, in half of their alphabet, which makes it harder for
 * an index to find a part of one.
 */
const BEGINNING = "01m8";
const RANDOM_LENGTH = 22;

type Prefix = "key" | "exe" | "usr" | "mem";

/** The id of the i-th row. */
export function idOf(prefix: Prefix, i: number): string {
  return `${prefix}_${BEGINNING}${createHash("md5").update(`id ${i}`).digest("hex").slice(0, RANDOM_LENGTH)}`;
}

/** The same in PostgreSQL, where a row has its number as `i`, or as what else is named. */
export function idInSql(prefix: Prefix, number = "i"): string {
  return `'${prefix}_${BEGINNING}' || substr(md5('id ' || ${number}), 1, ${RANDOM_LENGTH})`;
}
