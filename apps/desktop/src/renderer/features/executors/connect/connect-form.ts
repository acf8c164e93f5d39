import { EXECUTOR_PLACES, executorName, type ConnectExecutorInput } from "@excalibur/api/contract";
import { z } from "zod";
import { expiryDays } from "../../../components/expiry-days.ts";
import type { Failure } from "../../../server/failure.ts";

/** The form's values as a person fills them in, checked by the very schemas that the server checks with. */
export const connectForm = z.object({
  place: z.enum(EXECUTOR_PLACES),
  name: z.string().trim().pipe(executorName),
  days: expiryDays,
});

export type ConnectValues = z.input<typeof connectForm>;

export const EMPTY_CONNECTION: ConnectValues = { place: "bareMetal", name: "", days: "" };

export function toConnectInput({ place, name, days }: z.output<typeof connectForm>): ConnectExecutorInput {
  return { place, name, expiresInDays: days };
}

const FIELD_OF_SERVER_FIELD: Readonly<Record<string, keyof ConnectValues>> = { name: "name", expiresInDays: "days" };

/** Errors of the server that belong beside a field; none when the failure is about something else. */
export function connectFieldErrors(failure: Failure): [field: keyof ConnectValues, message: string][] {
  if (failure.kind !== "refused") return [];
  if (failure.reason === "executor_exists") return [["name", failure.message]];
  return Object.entries(failure.fieldErrors ?? {}).flatMap(([name, messages]) => {
    const field = FIELD_OF_SERVER_FIELD[name];
    return field === undefined ? [] : [[field, messages.join(" ")] as [keyof ConnectValues, string]];
  });
}
