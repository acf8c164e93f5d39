import { expect, onTestFinished, test } from "vitest";
import { accepted } from "../../test/answers.ts";
import { startCommand, until } from "../../test/command.ts";
import { FIRST_KEY } from "../../test/keys.ts";
import { startScriptedServer } from "../../test/scripted-server.ts";

const SYNCS_OF_AN_HOUR = 720;
const MEBIBYTE = 1024 * 1024;
/** What V8 adds to its young generation by itself, now and then. */
const SLACK = 6;

test("an hour's worth of syncs leaves the command below 60 MB, and not growing", async ({ annotate }) => {
  const server = await startScriptedServer(() => accepted());
  onTestFinished(() => server.stop());
  const args = ["run", "--url", server.url, "--name", "prod-1", "--health", "127.0.0.1:0"];
  const env = { EXCALIBUR_API_KEY: FIRST_KEY, EXCALIBUR_TIME_SCALE: "0.0005" };
  const command = startCommand(args, { env });
  await command.printed("Health is at");
  const address = /Health is at (http:\/\/\S+)\/readyz/.exec(command.output())?.[1] ?? "";
  const residentBytes = async (): Promise<number> => {
    const text = await (await fetch(`${address}/metrics`)).text();
    return Number(/^excalibur_executor_resident_memory_bytes (\d+)$/m.exec(text)?.[1]);
  };
  await until("half an hour's worth of syncs is made", () => server.calls.length >= SYNCS_OF_AN_HOUR / 2);
  const halfway = await residentBytes();
  await until("an hour's worth of syncs is made", () => server.calls.length >= SYNCS_OF_AN_HOUR);
  const after = await residentBytes();
  const [halfwayMb, afterMb] = [halfway, after].map((bytes) => (bytes / MEBIBYTE).toFixed(1));
  await annotate(`${halfwayMb} MB after half an hour's syncs, ${afterMb} MB after an hour's`);
  expect(after / MEBIBYTE).toBeLessThan(60);
  expect((after - halfway) / MEBIBYTE).toBeLessThan(SLACK);
});
