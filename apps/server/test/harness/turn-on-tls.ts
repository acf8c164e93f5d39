import { execFile } from "node:child_process";
import { chmod, chown, stat } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { queryPostgres, type StartedPostgres } from "@excalibur/db/testing";
import { eventually } from "./eventually.ts";

/** Gives a PostgreSQL a certificate for `localhost` that it signed itself, and turns TLS on. @returns the certificate's file. */
export async function turnOnTls({ folder, url }: StartedPostgres): Promise<string> {
  const [certificate, key] = [join(folder, "server.crt"), join(folder, "server.key")];
  const made = [
    "-keyout",
    key,
    "-out",
    certificate,
    "-subj",
    "/CN=localhost",
    "-addext",
    "subjectAltName=DNS:localhost",
  ];
  const kind = ["req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-days", "2"];
  await promisify(execFile)("openssl", [...kind, ...made]);
  const { uid, gid } = await stat(folder);
  await Promise.all([chown(certificate, uid, gid), chown(key, uid, gid), chmod(key, 0o600)]);
  await queryPostgres(url, "ALTER SYSTEM SET ssl = on", "SELECT pg_reload_conf()");
  await eventually(async () => {
    const [shown] = await queryPostgres(url, "SHOW ssl");
    if (shown?.["ssl"] !== "on") throw new Error("TLS is not on yet.");
  });
  return certificate;
}
