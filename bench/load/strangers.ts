/** Strangers, in a process of their own: `node strangers.ts LOAD URL NUMBER`. Writes a line with the answers when it is asked to end. */
import { floodWithBodies } from "./body-flood.ts";
import { floodWithSignIns } from "./sign-in-flood.ts";

const LOADS = { bodies: floodWithBodies, "sign-ins": floodWithSignIns } as const;

const [load, url = "", number] = process.argv.slice(2);
const flood = LOADS[load as keyof typeof LOADS](url, Number(number));
console.log("begun");
process.once("SIGTERM", async () => {
  console.log(JSON.stringify(await flood.stop()));
  process.exit(0);
});
