import { cutName, keyName, noteText, type CreateKeyInput, type ExecutorView } from "@excalibur/api/contract";
import { z } from "zod";
import { expiryDays } from "../../../components/expiry-days.ts";
import { labelsTyped } from "../../../components/labels-field.ts";
import { NO_OWNER } from "../../../components/no-owner.ts";
import type { Failure } from "../../../server/failure.ts";

/** The form's values as a person fills them in, checked by the very schemas that the server checks with. */
export const newKeyForm = z
  .object({
    kind: z.enum(["newExecutor", "executor"]),
    executor: z.custom<ExecutorView>().nullable(),
    revokePrevious: z.boolean(),
    name: keyName,
    days: expiryDays,
    note: noteText,
    labels: labelsTyped,
    owner: z.string(),
  })
  .refine(({ kind, executor }) => kind === "newExecutor" || executor !== null, {
    path: ["executor"],
    error: "Choose the executor this key is for.",
  });

export type NewKeyValues = z.input<typeof newKeyForm>;

/** The owner as it is unless another one is chosen: who creates the key. */
export const OWNED_BY_CREATOR = "creator";

export const EMPTY_NEW_KEY: NewKeyValues = {
  kind: "newExecutor",
  executor: null,
  revokePrevious: false,
  name: "",
  days: "",
  note: "",
  labels: "",
  owner: OWNED_BY_CREATOR,
};

/** What the form starts with: empty, or filled in for an executor. */
export function startingValues(executor: ExecutorView | null): NewKeyValues {
  return executor === null
    ? EMPTY_NEW_KEY
    : { ...EMPTY_NEW_KEY, kind: "executor", executor, name: nameForExecutor(executor) };
}

export function toCreateInput({
  kind,
  executor,
  revokePrevious,
  name,
  days,
  note,
  labels,
  owner,
}: z.output<typeof newKeyForm>): CreateKeyInput {
  const target =
    kind === "executor" && executor !== null
      ? { kind, executorId: executor.id, revokePrevious: revokePrevious && executor.boundKey !== null }
      : { kind: "newExecutor" as const };
  return {
    name,
    target,
    expiresInDays: days,
    ...(note !== "" && { note }),
    ...(Object.keys(labels).length > 0 && { labels }),
    ...(owner !== OWNED_BY_CREATOR && { ownerId: owner === NO_OWNER ? null : owner }),
  };
}

/** The name a key for an executor starts with: the executor's own, as far as it fits. */
export function nameForExecutor(executor: Pick<ExecutorView, "name">): string {
  return cutName(executor.name);
}

const FIELD_OF_SERVER_FIELD: Readonly<Record<string, keyof NewKeyValues>> = {
  name: "name",
  expiresInDays: "days",
  note: "note",
  labels: "labels",
  ownerId: "owner",
  "target.executorId": "executor",
};

/** Errors of the server that belong beside a field; none when the failure is about something else. */
export function fieldErrorsOf(failure: Failure): [field: keyof NewKeyValues, message: string][] {
  if (failure.kind !== "refused") return [];
  if (failure.reason === "executor_not_found") return [["executor", failure.message]];
  if (failure.reason === "member_not_found") return [["owner", failure.message]];
  return Object.entries(failure.fieldErrors ?? {}).flatMap(([name, messages]) => {
    const field = FIELD_OF_SERVER_FIELD[name];
    return field === undefined ? [] : [[field, messages.join(" ")] as [keyof NewKeyValues, string]];
  });
}
