import type { RequestRefusalReason } from "@excalibur/api/contract";
import type { PROCEDURE_SCOPES } from "@excalibur/api/server";
import type { z } from "zod";

/** What a request carries, once each part has passed its schema. */
export interface RestInput {
  readonly path: Record<string, string>;
  readonly query: Record<string, unknown>;
  readonly body: Record<string, unknown>;
}

/** One method and path of the management API, and the procedure that does its work. */
export interface Operation {
  readonly id: string;
  readonly method: "GET" | "POST" | "PUT" | "PATCH" | "DELETE";
  /** With parameters in braces, as OpenAPI writes them. */
  readonly path: `/v1/${string}`;
  readonly tag: string;
  readonly summary: string;
  readonly description?: string;
  readonly procedure: keyof typeof PROCEDURE_SCOPES;
  /** Examples of the path's parameters. */
  readonly parameters?: Readonly<Record<string, { schema: z.ZodType; description: string; example: string }>>;
  /** What may follow `?`: text, and what becomes of it. */
  readonly query?: z.ZodObject;
  /** What the body is checked with in the document; the procedure checks it again. */
  readonly body?: { readonly component: string; readonly schema: z.ZodType; readonly example: object };
  /** The procedure's input. */
  readonly input: (sent: RestInput) => unknown;
  /** What it answers with. */
  readonly answer: { readonly component: string; readonly schema: z.ZodType };
  readonly status: (answer: unknown) => 200 | 201;
  /** Refusals besides those of every operation. */
  readonly refusals: readonly RequestRefusalReason[];
}
