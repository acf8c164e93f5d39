import { z } from "zod";

/** The named schemas of the document. */
export class Components {
  readonly #schemas = new Map<string, object>();

  /** Names the schema of an answer. Answers are open: later versions add fields. @returns a reference to it. */
  answer(name: string, schema: z.ZodType): object {
    return this.#keep(name, toJsonSchema(schema));
  }

  /** Names the schema of what a client sends. @returns a reference to it. */
  input(name: string, schema: z.ZodType): object {
    return this.#keep(name, toJsonSchema(schema));
  }

  /** A schema for one place. */
  inline(schema: z.ZodType): object {
    return toJsonSchema(schema);
  }

  schemas(): Record<string, object> {
    return Object.fromEntries([...this.#schemas].sort(([one], [other]) => (one < other ? -1 : 1)));
  }

  #keep(name: string, schema: object): object {
    this.#schemas.set(name, schema);
    return { $ref: `#/components/schemas/${name}` };
  }
}

/** Instants are `Date` inside and RFC 3339 text on the wire. */
function toJsonSchema(schema: z.ZodType): object {
  const { $schema: _dialect, ...made } = z.toJSONSchema(schema, {
    io: "input",
    unrepresentable: "any",
    override: ({ zodSchema, jsonSchema }) => {
      if (zodSchema._zod.def.type === "date") Object.assign(jsonSchema, { type: "string", format: "date-time" });
      // The server alone checks patterns that Python's and Go's expressions do not support, and those of a format.
      if (jsonSchema.pattern !== undefined && (jsonSchema.format !== undefined || !isPortable(jsonSchema.pattern))) {
        delete jsonSchema.pattern;
      }
      // The bounds of whole numbers that JavaScript adds mean nothing elsewhere.
      if (jsonSchema.maximum === Number.MAX_SAFE_INTEGER) delete jsonSchema.maximum;
      if (jsonSchema.minimum === Number.MIN_SAFE_INTEGER) delete jsonSchema.minimum;
    },
  });
  return made;
}

/** Whether Python's `re`, Go's RE2 and ECMAScript without flags read an expression alike. */
export function isPortable(pattern: string): boolean {
  return !/\\[pPkuxc0-9]|\(\?[=!<]/.test(pattern);
}
