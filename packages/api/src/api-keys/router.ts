import { lookUpKeysInput } from "../contract/activity.ts";
import {
  createKeyInput,
  ensureKeyInput,
  keyIdInput,
  listKeysInput,
  listNamedKeysInput,
  pauseKeyInput,
  revokeKeyInput,
  rotateKeyInput,
  updateKeyInput,
} from "../contract/api-keys.ts";
import { readKeyFacetInput } from "../contract/key-facets.ts";
import {
  deleteKeysInput,
  labelKeysInput,
  previewKeysInput,
  renewKeysInput,
  revokeKeysInput,
  rotateKeysInput,
} from "../contract/key-selections.ts";
import { renewKeyInput } from "../contract/renewals.ts";
import { askKeyToRenew, renewKeys } from "../renewals/ask-to-renew.ts";
import { trpc } from "../trpc/init.ts";
import { managerProcedure, memberProcedure, permitted, userProcedure } from "../trpc/procedures.ts";
import { createKey } from "./create-key.ts";
import { deleteKey } from "./delete-key.ts";
import { deleteKeys } from "./delete-keys.ts";
import { ensureKey } from "./ensure-key.ts";
import { getKey } from "./get-key.ts";
import { labelKeys } from "./label-keys.ts";
import { listKeys } from "./list-keys.ts";
import { listNamedKeys } from "./list-named-keys.ts";
import { lookUpKeys } from "./look-up-keys.ts";
import { pauseKey, resumeKey } from "./pause-key.ts";
import { previewKeys } from "./preview-keys.ts";
import { readKeyFacet } from "./read-key-facet.ts";
import { readKeyActivity } from "./read-activity.ts";
import { revokeKey } from "./revoke-key.ts";
import { revokeKeys } from "./revoke-keys.ts";
import { rotateKey } from "./rotate-key.ts";
import { rotateKeys } from "./rotate-keys.ts";
import { updateKey } from "./update-key.ts";

export const apiKeysRouter = trpc.router({
  list: memberProcedure.input(listKeysInput).query(({ ctx, input }) => listKeys(ctx, input)),
  listNamed: memberProcedure.input(listNamedKeysInput).query(({ ctx, input }) => listNamedKeys(ctx, input)),
  facet: memberProcedure.input(readKeyFacetInput).query(({ ctx, input }) => readKeyFacet(ctx, input)),
  get: memberProcedure.input(keyIdInput).query(({ ctx, input }) => getKey(ctx, input.id)),
  activity: memberProcedure.input(keyIdInput).query(({ ctx, input }) => readKeyActivity(ctx, input.id)),
  lookUp: userProcedure.input(lookUpKeysInput).mutation(({ ctx, input }) => lookUpKeys(ctx, input)),
  create: managerProcedure.input(createKeyInput).mutation(({ ctx, input }) => createKey(ctx, input)),
  update: managerProcedure.input(updateKeyInput).mutation(({ ctx, input }) => updateKey(ctx, input)),
  ensure: managerProcedure.input(ensureKeyInput).mutation(({ ctx, input }) => ensureKey(ctx, input)),
  rotate: managerProcedure.input(rotateKeyInput).mutation(({ ctx, input }) => rotateKey(ctx, input)),
  pause: managerProcedure.input(pauseKeyInput).mutation(({ ctx, input }) => pauseKey(ctx, input)),
  resume: managerProcedure.input(keyIdInput).mutation(({ ctx, input }) => resumeKey(ctx, input.id)),
  revoke: managerProcedure.input(revokeKeyInput).mutation(({ ctx, input }) => revokeKey(ctx, input)),
  delete: managerProcedure.input(keyIdInput).mutation(({ ctx, input }) => deleteKey(ctx, input.id)),
  preview: permitted("manageCredentials")
    .input(previewKeysInput)
    .query(({ ctx, input }) => previewKeys(ctx, input)),
  revokeMany: managerProcedure.input(revokeKeysInput).mutation(({ ctx, input }) => revokeKeys(ctx, input)),
  labelMany: managerProcedure.input(labelKeysInput).mutation(({ ctx, input }) => labelKeys(ctx, input)),
  rotateMany: managerProcedure.input(rotateKeysInput).mutation(({ ctx, input }) => rotateKeys(ctx, input)),
  renew: managerProcedure.input(renewKeyInput).mutation(({ ctx, input }) => askKeyToRenew(ctx, input)),
  renewMany: managerProcedure.input(renewKeysInput).mutation(({ ctx, input }) => renewKeys(ctx, input)),
  deleteMany: managerProcedure.input(deleteKeysInput).mutation(({ ctx, input }) => deleteKeys(ctx, input)),
});
