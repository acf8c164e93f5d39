/** The part of Prisma's error that both adapters fill in, each in its own way. */
interface UniqueViolation {
  readonly originalCode?: string;
  readonly table?: string;
  readonly constraint?: { readonly fields?: readonly string[]; readonly index?: string };
}

/**
 * Whether a write failed because a row with the same unique value exists, on either dialect, raw statements too.
 * @param fields the field or fields of the constraint in the order of the model, as the model names them
 *   (`"slug"`, `["organizationId", "name"]`); a primary key is always `"id"`. Left out: any constraint.
 */
export function isUniqueViolation(error: unknown, fields?: string | readonly string[]): boolean {
  const violation = uniqueViolation(error);
  if (violation === null) return false;
  if (fields === undefined) return true;
  return violatedColumns(violation) === [fields].flat().map(columnOf).join("_");
}

/** Whether a write failed because a row that it refers to is gone, on either dialect. */
export function isForeignKeyViolation(error: unknown): boolean {
  return reasonOf(error)?.kind === "ForeignKeyConstraintViolation";
}

function uniqueViolation(error: unknown): UniqueViolation | null {
  const reason = reasonOf(error);
  return reason?.kind === "UniqueConstraintViolation" ? reason : null;
}

function reasonOf(error: unknown): ({ kind?: unknown } & UniqueViolation) | undefined {
  const { meta, cause } = (error ?? {}) as { meta?: { driverAdapterError?: { cause?: unknown } }; cause?: unknown };
  // A COMMIT that fails throws the adapter's error itself, not yet wrapped.
  return (meta?.driverAdapterError?.cause ?? cause) as ({ kind?: unknown } & UniqueViolation) | undefined;
}

/** SQLite names the columns, PostgreSQL the index, whose name Prisma makes of the table and the columns. */
function violatedColumns({ originalCode, table, constraint }: UniqueViolation): string | null {
  if (originalCode === "SQLITE_CONSTRAINT_PRIMARYKEY" || constraint?.index === `${table}_pkey`) return "id";
  if (constraint?.fields !== undefined) return constraint.fields.join("_");
  if (constraint?.index === undefined) return null;
  return constraint.index.slice(`${table}_`.length).replace(/_key$/, "");
}

function columnOf(field: string): string {
  return field.replaceAll(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
}
