/** Exits 1 and prints the difference when the migrations of a dialect do not lead to models.prisma. */
import { dialects } from "../src/dialects/dialect.ts";
import { schemaChanges } from "./schema-changes.ts";

for (const dialect of dialects) {
  const missing = await schemaChanges(dialect);
  if (missing === null) {
    console.log(`${dialect}: migrations and models agree`);
  } else {
    console.error(
      `${dialect}: the migrations lack what follows. Write it with: node scripts/author-migration.ts NAME\n\n${missing}`,
    );
    process.exitCode = 1;
  }
}
