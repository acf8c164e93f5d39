import type { DatabaseClient } from "@excalibur/db";
import type { NotificationRecord } from "@excalibur/api/server";

/** What an executor's return answers to. */
const TROUBLES = ["executor.offline", "executor.refused"];

/**
 * Which of some messages of a channel are still worth telling: that an executor is offline, as long as it is; that it is back,
 * if the channel was told that it was not.
 */
export async function stillTrue(
  client: DatabaseClient,
  channelId: string,
  rows: readonly NotificationRecord[],
): Promise<NotificationRecord[]> {
  const offlineSince = await offlineInstants(client, idsOf(rows, "executor.offline"));
  const lastTold = await lastToldKinds(client, channelId, idsOf(rows, "executor.back"));
  return rows.filter(({ kind, subjectId, at }) => {
    if (kind === "executor.offline") {
      const since = offlineSince.get(subjectId ?? "");
      return since !== undefined && since <= at;
    }
    return kind !== "executor.back" || TROUBLES.includes(lastTold.get(subjectId ?? "") ?? "");
  });
}

function idsOf(rows: readonly NotificationRecord[], kind: NotificationRecord["kind"]): string[] {
  return rows.flatMap((row) => (row.kind === kind && row.subjectId !== null ? [row.subjectId] : []));
}

async function offlineInstants({ executor }: DatabaseClient, ids: readonly string[]): Promise<Map<string, Date>> {
  if (ids.length === 0) return new Map();
  const rows = await executor.findMany({
    where: { id: { in: [...ids] }, disconnectedAt: { not: null } },
    select: { id: true, disconnectedAt: true },
  });
  return new Map(rows.flatMap(({ id, disconnectedAt }) => (disconnectedAt === null ? [] : [[id, disconnectedAt]])));
}

/** The kind of the last message about each executor's presence that a channel was told. */
async function lastToldKinds(
  { notification }: DatabaseClient,
  channelId: string,
  ids: readonly string[],
): Promise<Map<string, string>> {
  if (ids.length === 0) return new Map();
  const rows = await notification.findMany({
    where: {
      channelId,
      subjectId: { in: [...ids] },
      kind: { in: [...TROUBLES, "executor.back"] },
      state: { in: ["delivered", "failed"] },
    },
    orderBy: [{ at: "asc" }, { messageId: "asc" }],
    select: { subjectId: true, kind: true },
  });
  return new Map(rows.map(({ subjectId, kind }) => [subjectId ?? "", kind]));
}
