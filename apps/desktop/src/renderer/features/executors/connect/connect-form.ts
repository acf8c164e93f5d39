import {
  EXECUTOR_PLACES,
  executorName,
  type ConnectExecutorInput,
  type CreateCodeInput,
} from "@excalibur/api/contract";
import { z } from "zod";
import { expiryDays } from "../../../components/expiry-days.ts";
import type { Failure } from "../../../server/failure.ts";

/** The form's values as a person fills them in, checked by the very schemas that the server checks with. */
export const connectForm = z.object({
  place: z.enum(EXECUTOR_PLACES),
  name: z.string().trim().pipe(executorName),
  days: expiryDays,
  /** Who makes the key: the server, which shows it once, or the host, which is given a code for that. */
  by: z.enum(["server", "host"]),
});

export type CheckedConnection = z.output<typeof connectForm>;
export type ConnectValues = z.input<typeof connectForm>;

export const EMPTY_CONNECTION: ConnectValues = { place: "bareMetal", name: "", days: "", by: "server" };

export function toConnectInput({ place, name, days }: CheckedConnection): ConnectExecutorInput {
  return { place, name, expiresInDays: days };
}

export function toCodeInput({ name, days }: CheckedConnection): CreateCodeInput {
  return { name, keyExpiresInDays: days };
}

const FIELD_OF_SERVER_FIELD: Readonly<Record<string, keyof ConnectValues>> = {
  name: "name",
  expiresInDays: "days",
  keyExpiresInDays: "days",
};

/** Errors of the server that belong beside a field; none when the failure is about something else. */
export function connectFieldErrors(failure: Failure): [field: keyof ConnectValues, message: string][] {
  if (failure.kind !== "refused") return [];
  if (failure.reason === "executor_exists") return [["name", failure.message]];
  return Object.entries(failure.fieldErrors ?? {}).flatMap(([name, messages]) => {
    const field = FIELD_OF_SERVER_FIELD[name];
    return field === undefined ? [] : [[field, messages.join(" ")] as [keyof ConnectValues, string]];
  });
}
