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
  const values = drafts.map((draft) => {
    const { messageId, organizationId, kind, subjectId, subjectName, details } = draft;
    const texts = [messageId, organizationId, kind, subjectId, subjectName, details].map((text) =>
      statement.parameter(text),
    );
    const numbers = [draft.level, draft.windowMs, draft.isOffline ? 1 : 0].map((number) => statement.integer(number));
    return `(${[...texts, ...numbers, statement.instant(draft.at)].join(", ")})`;
  });
  const waitMs = "(d.column8 + d.column9 * c.offline_minutes * 60000)";
  const dueAt = `d.column10 + ${statement.dialect === "sqlite" ? waitMs : `${waitMs} * interval '1 millisecond'`}`;
  return `
    INSERT INTO notification (message_id, channel_id, organization_id, kind, level, at, subject_id, subject_name, details,
      state, due_at, tries)
    SELECT d.column1, c.id, d.column2, d.column3, d.column7, d.column10, d.column4, d.column5, d.column6, 'waiting', ${dueAt}, 0
    FROM (VALUES ${values.join(", ")}) AS d JOIN notification_channel c ON c.organization_id = d.column2
      JOIN organization o ON o.id = d.column2 AND o.deactivated_at IS NULL
    WHERE c.kind <> 'calendar' AND c.kinds LIKE '% ' || d.column3 || ' %' AND c.least_level <= d.column7
      AND c.id IS DISTINCT FROM d.column4`;
}
