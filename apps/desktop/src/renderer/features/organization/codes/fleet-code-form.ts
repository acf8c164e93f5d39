import { createCodeInput, executorName, type CreateCodeInput } from "@excalibur/api/contract";
import { z } from "zod";
import { expiryDays } from "../../../components/expiry-days.ts";
import { labelsTyped } from "../../../components/labels-field.ts";
import type { Failure } from "../../../server/failure.ts";

const { namePattern, maxUses } = createCodeInput.shape;
const MAX_HOURS = 7 * 24;
const HOURS_PROBLEM = `A whole number of hours, from 1 to ${MAX_HOURS}.`;

const typedNumber = z.string().trim().transform(Number);

/** The form's values as a person fills them in, checked by the very schemas that the server checks with. */
export const fleetCodeForm = z
  .object({
    /** Whether the code makes the names, by a pattern, or each host has its own. */
    names: z.enum(["pattern", "own"]),
    pattern: z.string().trim(),
    hosts: typedNumber.pipe(maxUses.unwrap()),
    hours: typedNumber.pipe(z.int(HOURS_PROBLEM).min(1, HOURS_PROBLEM).max(MAX_HOURS, HOURS_PROBLEM)),
    days: expiryDays,
    labels: labelsTyped,
  })
  .superRefine(({ names, pattern }, context) => {
    if (names === "own") return;
    const problem = namePattern.unwrap().safeParse(pattern).error?.issues[0]?.message;
    if (problem !== undefined) context.addIssue({ code: "custom", path: ["pattern"], message: problem });
  });

export type FleetCodeValues = z.input<typeof fleetCodeForm>;
export type CheckedFleetCode = z.output<typeof fleetCodeForm>;

export const EMPTY_FLEET_CODE: FleetCodeValues = {
  names: "pattern",
  pattern: "web-{n}",
  hosts: "10",
  hours: "1",
  days: "",
  labels: "",
};

/** The first name that a pattern makes; null where it makes none. */
export function firstNameOf(pattern: string): string | null {
  const name = pattern.trim().replace("{n}", "1");
  return pattern.includes("{n}") && executorName.safeParse(name).success ? name : null;
}

export function toFleetCodeInput({ names, pattern, hosts, hours, days, labels }: CheckedFleetCode): CreateCodeInput {
  return {
    ...(names === "pattern" && { namePattern: pattern }),
    maxUses: hosts,
    expiresInMinutes: hours * 60,
    keyExpiresInDays: days,
    ...(Object.keys(labels).length > 0 && { labels }),
  };
}

const FIELD_OF_SERVER_FIELD: Readonly<Record<string, keyof FleetCodeValues>> = {
  namePattern: "pattern",
  maxUses: "hosts",
  expiresInMinutes: "hours",
  keyExpiresInDays: "days",
  labels: "labels",
};

/** Errors of the server that belong beside a field; none when the failure is about something else. */
export function fleetCodeFieldErrors(failure: Failure): [field: keyof FleetCodeValues, message: string][] {
  const errors = failure.kind === "refused" ? (failure.fieldErrors ?? {}) : {};
  return Object.entries(errors).flatMap(([name, messages]) => {
    const field = FIELD_OF_SERVER_FIELD[name];
    return field === undefined ? [] : [[field, messages.join(" ")] as [keyof FleetCodeValues, string]];
  });
}
