import { defineConfig } from "prisma/config";

// These commands ask for the schema engine, a download, though they never run it. Any existing file satisfies them.
// Only these: `migrate` and `diff` given a wrong engine exit 0 having done nothing.
const WITHOUT_ENGINE = ["generate", "validate", "format"];

if (WITHOUT_ENGINE.some((command) => process.argv.includes(command))) {
  process.env["PRISMA_SCHEMA_ENGINE_BINARY"] ??= process.execPath;
}

const url = process.env["DATABASE_URL"];
const dialect = url?.startsWith("file:") ? "sqlite" : "postgresql";

// `node scripts/generate.ts` makes the schema files named here.
export default defineConfig({
  schema: `generated/${dialect}.prisma`,
  migrations: { path: `${dialect}/migrations` },
  ...(url === undefined ? {} : { datasource: { url } }),
});
