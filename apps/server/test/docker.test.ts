import { readFileSync } from "node:fs";
import { join, matchesGlob, relative } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { parse } from "yaml";
import { createInstallableFiles } from "../src/install/installable-files.ts";
import { version } from "../src/version.ts";

const REPOSITORY = fileURLToPath(new URL("../../../", import.meta.url));
const DOCKER = join(REPOSITORY, "deploy/docker");

function read(name: string): string {
  return readFileSync(join(DOCKER, name), "utf8");
}

interface Toolchain {
  readonly optionalDependencies: Readonly<Record<string, string>>;
}

test.each(["server.Dockerfile", "executor.Dockerfile"])("%s: pinned base, no root, a health check", (name) => {
  const lines = read(name).split("\n");
  for (const line of lines.filter((each) => each.startsWith("FROM "))) {
    expect(line).toMatch(/^FROM (?:--platform=\$BUILDPLATFORM )?node:24-bookworm-slim\b/);
  }
  const toolchain = readFileSync(join(REPOSITORY, "scripts/bootstrap/toolchain/package.json"), "utf8");
  const { "@pnpm/exe.linux-x64": pnpm } = (JSON.parse(toolchain) as Toolchain).optionalDependencies;
  for (const line of lines.filter((each) => each.includes("pnpm@"))) {
    expect(line).toBe(`RUN npm install --global pnpm@${pnpm}`);
  }
  const last = lines.slice(lines.findLastIndex((line) => line.startsWith("FROM ")));
  expect(last).toContain("USER 10001:10001");
  expect(last.some((line) => line.startsWith("HEALTHCHECK "))).toBe(true);
});

test("the server's image has all that a server gives to hosts but Debian packages, made by the tasks that make it elsewhere", () => {
  const text = read("server.Dockerfile").replaceAll("\\\n", "");
  const [build = ""] = text.split(/^FROM /m).filter((stage) => stage.includes(" AS build"));
  expect(build).toMatch(/pnpm --dir packages\/executor run build\s+&& node scripts\/package-executor\.mjs/);
  const copied = [...text.matchAll(/^COPY --from=build \/src\/(\S+) (\S+)$/gm)].map(([, from = "", to = ""]) => [
    from,
    to,
  ]);
  const given = ["excalibur-executor.mjs", "excalibur-executor-linux-x64.gz", "excalibur-executor-linux-arm64.gz"];
  for (const name of given) {
    const { folder } = createInstallableFiles(version).find(name) ?? { folder: "" };
    const place = relative(REPOSITORY, folder);
    const matches = copied.filter(([from = "", to]) => to === `${place}/` && matchesGlob(`${place}/${name}`, from));
    expect([name, matches.length]).toEqual([name, 1]);
  }
});

interface Compose {
  readonly services: Readonly<Record<string, Record<string, unknown>>>;
}

test("compose: every service is hardened, and no secret stands in the environment", () => {
  const { services } = parse(read("compose.yaml"), { merge: true }) as Compose;
  expect(Object.keys(services)).toEqual(["postgres", "server", "executor"]);
  for (const service of Object.values(services)) {
    expect(service).toMatchObject({
      read_only: true,
      cap_drop: ["ALL"],
      security_opt: ["no-new-privileges:true"],
    });
    for (const [name, value] of Object.entries(service["environment"] as Record<string, string>)) {
      if (/PASSWORD|SECRET|KEY|DATABASE_URL/.test(name))
        expect([name, value]).toEqual([expect.stringMatching(/_FILE$/), expect.stringMatching(/^\/run\//)]);
    }
  }
});
