import { readFile } from "node:fs/promises";
import { bindMigrationAwareSqlAdapterFactory } from "@prisma/driver-adapter-utils";
import type { SqlDriverAdapter, SqlMigrationAwareDriverAdapterFactory } from "@prisma/driver-adapter-utils";
import * as bindings from "@prisma/schema-engine-wasm/schema_engine_bg";

/** Prisma's schema engine as WebAssembly: what `prisma migrate` does, without the native binary it would download. */
export async function withSchemaEngine<T>(
  schema: string,
  adapter: SqlMigrationAwareDriverAdapterFactory,
  use: (engine: bindings.SchemaEngine) => Promise<T>,
): Promise<T> {
  await (instantiated ??= instantiate());
  // The engine leaves its connections open, and with them their locks.
  const connections: SqlDriverAdapter[] = [];
  const bound = bindMigrationAwareSqlAdapterFactory({
    provider: adapter.provider,
    adapterName: adapter.adapterName,
    connect: async () => {
      const connection = await adapter.connect();
      connections.push(connection);
      return connection;
    },
    connectToShadowDb: () => adapter.connectToShadowDb(),
  });
  const discardLog = () => undefined;
  const engine = await bindings.SchemaEngine.new({ datamodels: [["schema.prisma", schema]] }, discardLog, bound);
  try {
    return await use(engine);
  } finally {
    engine.free();
    await Promise.all(connections.map((connection) => connection.dispose()));
  }
}

let instantiated: Promise<void> | undefined;

/** The little of WebAssembly used here. Its types come with the browser's, which have no place in this package. */
interface WebAssemblyApi {
  instantiate(bytes: Uint8Array, imports: object): Promise<{ instance: { exports: { __wbindgen_start(): void } } }>;
}
const { WebAssembly } = globalThis as unknown as { WebAssembly: WebAssemblyApi };

// By hand, because importing a .wasm file as a module is newer than the oldest Node we run on.
async function instantiate(): Promise<void> {
  const file = new URL("schema_engine_bg.wasm", import.meta.resolve("@prisma/schema-engine-wasm"));
  const { instance } = await WebAssembly.instantiate(await readFile(file), { "./schema_engine_bg.js": bindings });
  bindings.__wbg_set_wasm(instance.exports);
  instance.exports.__wbindgen_start();
}
