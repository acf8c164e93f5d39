import { z } from "zod";
import { resourceId } from "./fields.ts";

/** The forms that a list can be exported in. */
export const EXPORT_FORMATS = ["csv", "jsonl"] as const;
export type ExportFormat = (typeof EXPORT_FORMATS)[number];

/** The lists that can be exported. */
export const EXPORTED_LISTS = ["keys", "executors", "events", "audit", "members"] as const;
export type ExportedList = (typeof EXPORTED_LISTS)[number];

/** Keys that one request for selected ones names at most: so many fit into a small body. */
export const MAX_EXPORTED_IDS = 900;

/** The body of `POST /api/keys/export`. */
export const exportSelectedKeysInput = z.strictObject({
  format: z.enum(EXPORT_FORMATS),
  ids: z
    .array(resourceId("key"))
    .min(1, "Name at least one key.")
    .max(MAX_EXPORTED_IDS, `Name at most ${MAX_EXPORTED_IDS} keys in one request.`),
});
