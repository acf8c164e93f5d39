import { cutName, keyName, type CreateKeyInput, type ExecutorView } from "@excalibur/api/contract";
import { z } from "zod";
import { expiryDays } from "../../../components/expiry-days.ts";
import { labelsTyped } from "../../../components/labels-field.ts";
import type { Failure } from "../../../server/failure.ts";

/** The form's values as a person fills them in, checked by the very schemas that the server checks with. */
export const newKeyForm = z
  .object({
    kind: z.enum(["newExecutor", "executor"]),
    executor: z.custom<ExecutorView>().nullable(),
    revokePrevious: z.boolean(),
    name: keyName,
    days: expiryDays,
    labels: labelsTyped,
  })
  .refine(({ kind, executor }) => kind === "newExecutor" || executor !== null, {
    path: ["executor"],
    error: "Choose the executor this key is for.",
  });

export type NewKeyValues = z.input<typeof newKeyForm>;

export const EMPTY_NEW_KEY: NewKeyValues = {
  kind: "newExecutor",
  executor: null,
  revokePrevious: false,
  name: "",
  days: "",
  labels: "",
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
  labels,
}: z.output<typeof newKeyForm>): CreateKeyInput {
  const target =
    kind === "executor" && executor !== null
      ? { kind, executorId: executor.id, revokePrevious: revokePrevious && executor.boundKey !== null }
      : { kind: "newExecutor" as const };
  return { name, target, expiresInDays: days, ...(Object.keys(labels).length > 0 && { labels }) };
}

/** The name a key for an executor starts with: the executor's own, as far as it fits. */
export function nameForExecutor(executor: Pick<ExecutorView, "name">): string {
  return cutName(executor.name);
}

const FIELD_OF_SERVER_FIELD: Readonly<Record<string, keyof NewKeyValues>> = {
  name: "name",
  expiresInDays: "days",
  labels: "labels",
  "target.executorId": "executor",
};

/** Errors of the server that belong beside a field; none when the failure is about something else. */
export function fieldErrorsOf(failure: Failure): [field: keyof NewKeyValues, message: string][] {
  if (failure.kind !== "refused") return [];
  if (failure.reason === "executor_not_found") return [["executor", failure.message]];
  return Object.entries(failure.fieldErrors ?? {}).flatMap(([name, messages]) => {
    const field = FIELD_OF_SERVER_FIELD[name];
    return field === undefined ? [] : [[field, messages.join(" ")] as [keyof NewKeyValues, string]];
  });
}
