import { fileURLToPath } from "node:url";
import { buildExecutor } from "./build-executor.ts";

await buildExecutor(fileURLToPath(new URL("../dist", import.meta.url)));
