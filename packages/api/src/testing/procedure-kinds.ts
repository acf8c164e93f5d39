import { readFileSync } from "node:fs";

const REFERENCE = new URL("../../../../docs/reference/procedures.md", import.meta.url);

export type ProcedureKind = "query" | "mutation" | "subscription";

/** Every procedure's path and kind, from the reference, which `npm run check` holds to the routers. */
export function procedureKinds(): ReadonlyMap<string, ProcedureKind> {
  const sections = readFileSync(REFERENCE, "utf8").matchAll(/^## (\w+(?:\.\w+)+)$[^]*?^\| kind \| (\w+) \|$/gm);
  return new Map([...sections].map(([, path = "", kind]) => [path, kind as ProcedureKind]));
}
