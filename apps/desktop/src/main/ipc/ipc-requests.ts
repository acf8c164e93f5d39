import { z } from "zod";
import { readAppPath } from "../../shared/app-path.ts";
import type { IpcChannel, IpcContract } from "../../shared/ipc-contract.ts";

const MAX_TEXT_LENGTH = 100_000;
const text = z.string().max(MAX_TEXT_LENGTH);
const url = z.string().max(2_000);

const MAX_NOTICES = 500;
const about = {
  id: z.string().min(1).max(200),
  name: z.string().max(200),
  path: z.string().refine((path) => readAppPath(path) !== null),
};
const notice = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("executorOffline"), ...about }),
  z.strictObject({ kind: z.literal("codeReused"), ...about }),
  z.strictObject({ kind: z.literal("renewalContested"), ...about }),
  z.strictObject({ kind: z.literal("executorLockedOut"), ...about }),
  z.strictObject({ kind: z.literal("keyExpiring"), ...about, withinDays: z.union([z.literal(1), z.literal(7)]) }),
  z.strictObject({ kind: z.literal("keyRevoked"), ...about }),
]);

/** What a request on each channel must look like. The page is ours, yet main believes nothing it has not looked at. */
export const IPC_REQUESTS = {
  "excalibur:copy-text": z.strictObject({ text }),
  "excalibur:copy-secret": z.strictObject({ secret: text }),
  "excalibur:save-text-file": z.strictObject({ suggestedName: z.string().min(1).max(200), text }),
  "excalibur:get-server-address": z.strictObject({}),
  "excalibur:set-server-address": z.strictObject({ url }),
  "excalibur:list-servers": z.strictObject({}),
  "excalibur:forget-server": z.strictObject({ url }),
  "excalibur:keeps-sessions": z.strictObject({}),
  "excalibur:check-server": z.strictObject({ url }),
  "excalibur:notify": z.strictObject({ notices: z.array(notice).max(MAX_NOTICES) }),
  "excalibur:set-problem-count": z.strictObject({ count: z.int().min(0).max(1_000_000) }),
  "excalibur:runs-in-background": z.strictObject({}),
  "excalibur:set-runs-in-background": z.strictObject({ isOn: z.boolean() }),
  "excalibur:set-theme": z.strictObject({ theme: z.enum(["system", "light", "dark"]) }),
} satisfies { [Channel in IpcChannel]: z.ZodType<IpcContract[Channel]["request"]> };
