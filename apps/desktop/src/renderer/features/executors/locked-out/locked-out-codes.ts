import { csvTable } from "../../../components/csv-table.ts";
import type { OneTimeSecret } from "../../../components/one-time-secret/one-time-secret.ts";

/** Codes for executors that are locked out, each shown this once. */
export type LockedOutCodesView = readonly { readonly name: string; readonly secret: OneTimeSecret }[];

/** The codes as a table, for the one time that they can be written down. */
export function codesTable(codes: LockedOutCodesView): string {
  return csvTable([["Executor", "Code"], ...codes.map(({ name, secret }) => [name, secret.reveal()])]);
}
