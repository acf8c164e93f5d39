import { z } from "zod";
import { writtenInstant } from "./query-text.ts";

/** JSON has no instants: text stands where the procedure takes one, as RFC 3339 writes it. Reads those of a body, at each place where its schema has one. */
export function readInstants(schema: z.ZodType, sent: unknown): unknown {
  if (schema instanceof z.ZodDate) {
    const written = writtenInstant.safeParse(sent);
    return written.success ? new Date(written.data) : sent;
  }
  if (schema instanceof z.ZodOptional || schema instanceof z.ZodNullable) {
    return readInstants(schema.unwrap() as z.ZodType, sent);
  }
  if (schema instanceof z.ZodUnion) {
    return (schema.options as z.ZodType[]).reduce((read, option) => readInstants(option, read), sent);
  }
  if (!(schema instanceof z.ZodObject) || typeof sent !== "object" || sent === null || Array.isArray(sent)) return sent;
  const fields = Object.entries(schema.shape as Record<string, z.ZodType>).filter(([name]) =>
    Object.hasOwn(sent, name),
  );
  const read = fields.map(([name, field]) => [name, readInstants(field, (sent as Record<string, unknown>)[name])]);
  return { ...sent, ...Object.fromEntries(read) };
}
