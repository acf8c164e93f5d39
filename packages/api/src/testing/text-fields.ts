import type { z } from "zod";

/** A text that a schema takes. */
export interface TextField {
  /** Where it stands in the input, joined by dots; empty for the input itself. */
  readonly path: string;
  /** An input with a text in its place, and with what a choice between several shapes needs to find it. */
  readonly inputWith: (text: string) => unknown;
}

/** Every text field of a schema at any depth, with those that take only some texts (ids, instants, choices). */
export function textFields(schema: z.core.$ZodType): TextField[] {
  const { def } = (schema as z.core.$ZodTypes)._zod;
  switch (def.type) {
    case "string":
    case "enum":
      return [{ path: "", inputWith: (text) => text }];
    // What can be anything can be a text, or hold one in any depth, as a value or as a name.
    case "unknown":
      return [
        { path: "", inputWith: (text) => text },
        { path: "", inputWith: (text) => ({ a: [{ b: `${text}\n` }] }) },
        { path: "", inputWith: (text) => [{ [text]: 1 }] },
      ];
    case "object":
      return Object.entries(def.shape).flatMap(([name, member]) =>
        textFields(member).map(({ path, inputWith }) => ({
          path: path === "" ? name : `${name}.${path}`,
          inputWith: (text) => ({ ...literalsOf(def.shape), [name]: inputWith(text) }),
        })),
      );
    // Its names are the caller's as well.
    case "record":
      return [
        { path: "", inputWith: (text) => ({ [text]: "" }) },
        { path: "", inputWith: (text) => ({ name: text }) },
      ];
    case "array":
      return textFields(def.element).map(({ path, inputWith }) => ({
        path: path === "" ? "0" : `0.${path}`,
        inputWith: (text) => [inputWith(text)],
      }));
    case "union":
      return def.options.flatMap((option) => textFields(option));
    case "optional":
    case "nullable":
      return textFields(def.innerType);
    case "pipe":
      return textFields(def.in);
    case "literal":
    case "boolean":
    case "number":
    case "date":
      return [];
    default:
      throw new Error(`what texts are in a schema of type "${def.type}" is not said here`);
  }
}

/** The members that can have one value only. */
function literalsOf(shape: Readonly<Record<string, z.core.$ZodType>>): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(shape).flatMap(([name, { _zod }]) => {
      const { def } = _zod as z.core.$ZodTypes["_zod"];
      return def.type === "literal" ? [[name, def.values[0]]] : [];
    }),
  );
}
