import { z } from "zod";
import type { ServerCheck } from "../../shared/host-bridge.ts";
import { readServerUrl } from "../../shared/server-url.ts";
import { unreachableCause } from "../app-protocol/unreachable.ts";
import { versionsFit } from "./version-fit.ts";

const CHECK_TIMEOUT_MS = 5_000;

/** What `server.info` answers, as superjson wraps it: just enough to know Excalibur when we see it. */
const infoAnswer = z.object({
  result: z.object({ data: z.object({ json: z.object({ product: z.literal("excalibur"), version: z.string() }) }) }),
});

/** Asks what a person typed whether Excalibur answers there. */
export async function checkServer(
  typed: string,
  fetch: (url: string, init: RequestInit) => Promise<Response>,
  nowMs: () => number,
  appVersion: string,
): Promise<ServerCheck> {
  const url = readServerUrl(typed);
  if (url === null) return { kind: "invalidAddress" };
  const startedAtMs = nowMs();
  try {
    const answer = await fetch(`${url}/trpc/server.info`, {
      credentials: "omit",
      redirect: "error",
      signal: AbortSignal.timeout(CHECK_TIMEOUT_MS),
    });
    const info = infoAnswer.safeParse(parseJson(await answer.text())).data;
    if (info === undefined) return { kind: "notExcalibur", httpStatus: answer.status };
    const { version } = info.result.data.json;
    return {
      kind: "ok",
      version,
      isMadeForThisApp: versionsFit(appVersion, version),
      overTls: url.startsWith("https:"),
      latencyMs: Math.round(nowMs() - startedAtMs),
    };
  } catch (error) {
    return { kind: "unreachable", cause: unreachableCause(error) };
  }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
