import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { startTestServer } from "./harness/test-server.ts";

interface Dashboard {
  panels: { id: number; title: string; targets: { expr: string }[] }[];
}

/** A metric of the server's, with what stands between its braces. */
const ASKED = /\b((?:excalibur|process|nodejs)_\w+)\{([^}]*)\}/g;

const dashboard = JSON.parse(
  readFileSync(fileURLToPath(new URL("../../../deploy/grafana/excalibur.json", import.meta.url)), "utf8"),
) as Dashboard;

test("every metric and label that the dashboard asks for is one that the server has", async () => {
  const server = await startTestServer("sqlite");
  const { owner } = await server.addOrganization("Acme");
  const client = await server.signIn(owner);
  const { secret } = await client.trpc.apiKeys.create.mutate({ name: "x", target: { kind: "newExecutor" } });
  await client.sync(secret, { name: "x" });
  const text = await (await fetch(`${server.url}/metrics`)).text();
  await server.close();

  const series = text.split("\n").filter((line) => line !== "" && !line.startsWith("#"));
  const asked = dashboard.panels.flatMap(({ targets }) => targets.flatMap(({ expr }) => [...expr.matchAll(ASKED)]));
  expect(asked.length).toBeGreaterThanOrEqual(12);
  for (const [, metric = "", labels = ""] of asked) {
    // Prometheus itself says which server an answer came from.
    const names = [...labels.matchAll(/(\w+)(?:=|!)/g)]
      .map(([, name = ""]) => name)
      .filter((name) => name !== "instance");
    const fitting = series.filter(
      (line) => line.startsWith(metric) && names.every((name) => line.includes(`${name}="`)),
    );
    expect({ metric, fitting }).not.toEqual({ metric, fitting: [] });
  }
});

test("what counts as refused is the same in the dashboard and in the alert", () => {
  const rules = readFileSync(fileURLToPath(new URL("../../../deploy/prometheus/rules.yml", import.meta.url)), "utf8");
  const panel = dashboard.panels.find(({ title }) => title === "Syncs refused");
  const excepted = (text: string) => [...text.matchAll(/outcome!~"([a-z_|]+)"/g)].map(([, outcomes]) => outcomes);
  expect(excepted(panel?.targets[0]?.expr ?? "")).toEqual(excepted(rules));
});
