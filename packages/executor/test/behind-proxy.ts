import type { ScriptedServer } from "./scripted-server.ts";
import { accepted } from "./answers.ts";
import { makeCertificate } from "./certificate.ts";
import { runCommand } from "./command.ts";
import { FIRST_KEY } from "./keys.ts";
import { startScriptedServer } from "./scripted-server.ts";

/** A name that only a proxy leads anywhere. */
export const HOST = "keys.corp.test";

export interface Site {
  readonly server: ScriptedServer;
  /** One sync by the command. */
  check(env: Record<string, string>, node?: string): Promise<{ code: number | null; output: string }>;
}

/** A server that is reached under `HOST` alone, by TLS or in clear. */
export async function startSite(scheme: "http" | "https"): Promise<Site> {
  const certificate = makeCertificate(HOST);
  const answer = () => accepted({ serverTime: new Date().toISOString() });
  const server = await startScriptedServer(answer, scheme === "https" ? certificate : undefined);
  return {
    server,
    check: (env, node = process.execPath) =>
      runCommand(["check", "--name", "prod-1"], {
        node,
        env: {
          EXCALIBUR_URL: `${scheme}://${HOST}`,
          EXCALIBUR_API_KEY: FIRST_KEY,
          NODE_EXTRA_CA_CERTS: certificate.path,
          // Of the command's time; that passes a hundred times as fast.
          EXCALIBUR_TIMEOUT: "300",
          ...env,
        },
      }),
  };
}
