import { tryWorkers } from "./trials/workers.ts";

tryWorkers(true);
