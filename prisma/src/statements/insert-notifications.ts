import type { Statement } from "../dialects/statement.ts";

/** What happened, for the channels of its organization that chose to be told of it. */
export interface StoredDraft {
  readonly messageId: string;
  readonly organizationId: string;
  readonly kind: string;
  /** 0 info, 1 warning, 2 critical */
  readonly level: number;
  readonly at: Date;
  readonly subjectId: string | null;
  readonly subjectName: string;
  /** JSON */
  readonly details: string;
  /** Milliseconds that it waits for others like it. */
  readonly windowMs: number;
  /** Whether it also waits as long as each channel waits for an executor that is offline. */
  readonly isOffline: boolean;
}

/** The text that writes a message for every channel that is told. Without channels, and for an organization that is deactivated, it writes nothing. */
export function insertNotifications(statement: Statement, drafts: readonly StoredDraft[]): string {
  const given = statement.rows(
    drafts.map(({ isOffline, ...draft }) => ({ ...draft, offlineTimes: isOffline ? 1 : 0 })),
    {
      messageId: "text",
      organizationId: "text",
      kind: "text",
      level: "integer",
      at: "instant",
      subjectId: "text",
      subjectName: "text",
      details: "text",
      windowMs: "integer",
      offlineTimes: "integer",
    },
  );
  const waitMs = `(given."windowMs" + given."offlineTimes" * c.offline_minutes * 60000)`;
  const dueAt = `given.at + ${statement.dialect === "sqlite" ? waitMs : `${waitMs} * interval '1 millisecond'`}`;
  return `
    INSERT INTO notification (message_id, channel_id, organization_id, kind, level, at, subject_id, subject_name, details,
      state, due_at, tries)
    SELECT given."messageId", c.id, given."organizationId", given.kind, given.level, given.at, given."subjectId",
      given."subjectName", given.details, 'waiting', ${dueAt}, 0
    FROM ${given} JOIN notification_channel c ON c.organization_id = given."organizationId"
      JOIN organization o ON o.id = given."organizationId" AND o.deactivated_at IS NULL
    WHERE c.kind <> 'calendar' AND c.kinds LIKE '% ' || given.kind || ' %' AND c.least_level <= given.level
      AND c.id IS DISTINCT FROM given."subjectId"`;
}
