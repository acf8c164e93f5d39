import { WRITTEN_INSTANT } from "@excalibur/api/contract";
import { z } from "zod";

/** Parts of an address: text, and what becomes of it. The procedure judges the values; here only their form is read. */
export const text = (description: string) => z.string().optional().meta({ description });

/** The same, which may be repeated. */
export const texts = (description: string) =>
  z
    .union([z.string(), z.array(z.string())])
    .transform((sent) => [sent].flat())
    .optional()
    .meta({ description });

export const number = (description: string) =>
  z
    .string()
    .regex(/^[0-9]{1,9}$/, "A whole number.")
    .transform(Number)
    .optional()
    .meta({ description });

export const flag = (description: string) =>
  z
    .enum(["true", "false"])
    .transform((written) => written === "true")
    .optional()
    .meta({ description });

export const oneOf = <const Names extends readonly string[]>(names: Names, description: string) =>
  z.enum(names).optional().meta({ description });

/** An instant with its offset: `2026-10-25T00:00:00+02:00`. */
export const writtenInstant = z.iso.datetime({ offset: true, error: WRITTEN_INSTANT });

export const time = (description: string) =>
  writtenInstant
    .transform((written) => new Date(written))
    .optional()
    .meta({ description });
