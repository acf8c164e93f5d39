import { isForeignKeyViolation, type DatabaseTransaction } from "@excalibur/db";
import {
  ConcurrentChangeError,
  foldName,
  labelText,
  writeLabels,
  type ChangedKey,
  type Labels,
  type LockedKey,
} from "@excalibur/api/server";

/** A note as its row has it. */
export function noteColumns(note: string): { note: string; noteFolded: string } {
  return { note, noteFolded: foldName(note) };
}

/**
 * Writes what people changed about keys of one organization that are locked: keys that get the same by one statement.
 * @throws ConcurrentChangeError when a new owner is no member any more.
 */
export async function writeKeyAnnotations(
  client: DatabaseTransaction,
  organizationId: string,
  changes: readonly { key: LockedKey; changed: ChangedKey }[],
): Promise<void> {
  for (const { ids, data } of sameChanges(changes)) {
    const { count } = await asConcurrentChange(() =>
      client.apiKey.updateMany({ where: { organizationId, id: { in: ids } }, data }),
    );
    if (count !== ids.length) throw new TypeError("A key that is locked is gone");
  }
  const relabelled = changes.flatMap(({ key, changed: { labels } }) => (labels === undefined ? [] : { key, labels }));
  if (relabelled.length === 0) return;
  await client.keyLabel.deleteMany({ where: { keyId: { in: relabelled.map(({ key }) => key.id) } } });
  await client.keyLabel.createMany({
    data: relabelled.flatMap(({ key, labels }) => keyLabelRows(organizationId, key.id, labels)),
  });
}

/** The rows by which a key is found. */
export function keyLabelRows(organizationId: string, keyId: string, labels: Labels) {
  return labelRows(labels).map((row) => ({ organizationId, keyId, ...row }));
}

/** The rows by which an executor is found. */
export function executorLabelRows(organizationId: string, executorId: string, labels: Labels) {
  return labelRows(labels).map((row) => ({ organizationId, executorId, ...row }));
}

/** Runs a write that names an owner, who may have left meanwhile. @throws ConcurrentChangeError then. */
export async function asConcurrentChange<Result>(write: () => Promise<Result>): Promise<Result> {
  try {
    return await write();
  } catch (error) {
    throw isForeignKeyViolation(error) ? new ConcurrentChangeError() : error;
  }
}

function sameChanges(changes: readonly { key: LockedKey; changed: ChangedKey }[]) {
  const groups = new Map<string, { ids: string[]; data: ReturnType<typeof columnsOf> }>();
  for (const { key, changed } of changes) {
    const data = columnsOf(changed);
    const text = JSON.stringify(data);
    const group = groups.get(text) ?? { ids: [], data };
    group.ids.push(key.id);
    groups.set(text, group);
  }
  return [...groups.values()];
}

function labelRows(labels: Labels): { name: string; label: string }[] {
  return Object.entries(labels).map(([name, value]) => ({ name, label: labelText(name, value) }));
}

function columnsOf({ note, labels, owner }: ChangedKey) {
  return {
    ...(note === undefined ? {} : noteColumns(note)),
    ...(labels === undefined ? {} : { labels: writeLabels(labels) }),
    ...(owner === undefined ? {} : { ownerId: owner?.id ?? null }),
  };
}
