/**
 *   npm run bench                    warm syncs beside a bare server: 10 rounds of 5 s
 *   npm run bench -- sync 3 2        the same, 3 rounds of 2 s
 *   npm run bench -- fleet           1,000 executors against one server for 60 s, then a restart of the server
 *   npm run bench -- fleet 200 20    200 of them for 20 s
 */
import { benchFleet } from "./fleet.ts";
import { benchSync } from "./sync.ts";

const BENCHMARKS: Record<string, () => Promise<void>> = {
  sync: () => benchSync(argument(0, 10), argument(1, 5)),
  fleet: () => benchFleet(argument(0, 1_000), argument(1, 60)),
};
const [name = "sync", ...numbers] = process.argv.slice(2);
const benchmark = BENCHMARKS[name];
if (benchmark === undefined) {
  console.error(`There is no benchmark "${name}". There are: ${Object.keys(BENCHMARKS).join(", ")}.`);
  process.exit(78);
}
await benchmark();

function argument(index: number, otherwise: number): number {
  return Number(numbers[index] ?? otherwise);
}
