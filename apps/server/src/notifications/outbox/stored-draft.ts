import { NOTIFICATION_LEVELS } from "@excalibur/api/contract";
import { windowMsOf, type NotificationDraft } from "@excalibur/api/server";
import type { StoredDraft } from "@excalibur/db";
import { newId } from "../../identifiers.ts";

/** What happened, as a row for each channel that is told. */
export function storedDraft({ organizationId, kind, level, at, subject, details }: NotificationDraft): StoredDraft {
  return {
    messageId: newId("msg"),
    organizationId,
    kind,
    level: NOTIFICATION_LEVELS.indexOf(level),
    at,
    subjectId: subject.id,
    subjectName: subject.name,
    details: JSON.stringify(details),
    windowMs: windowMsOf(kind),
    isOffline: kind === "executor.offline",
  };
}
