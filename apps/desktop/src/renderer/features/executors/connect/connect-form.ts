import { EXECUTOR_PLACES, executorName, type ConnectExecutorInput, type ExecutorPlace } from "@excalibur/api/contract";
import { z } from "zod";
import { expiryDays } from "../../../parts/expiry-days.ts";
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

/** Where an executor can run, and what to do with its recipe there. */
export const PLACES: Readonly<Record<ExecutorPlace, { title: string; detail: string; paste: string; needs: string }>> =
  {
    bareMetal: {
      title: "Bare metal",
      detail: "A systemd host",
      paste: "Paste this into a shell on the host. It asks for sudo where it needs it.",
      needs: "The excalibur-executor command has to be on that host.",
    },
    kubernetes: {
      title: "Kubernetes",
      detail: "By kubectl",
      paste: "Paste this into a shell whose kubectl speaks to the cluster.",
      needs: "The cluster has to reach the image of the executor.",
    },
    docker: {
      title: "Docker",
      detail: "A Docker host",
      paste: "Paste this into a shell on the host. It asks for sudo where it needs it.",
      needs: "Docker has to reach the image of the executor.",
    },
  };
