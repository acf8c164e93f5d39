import { execFile } from "node:child_process";
import { chmod, chown, stat } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { queryPostgres, type StartedPostgres } from "@excalibur/db/testing";
import { eventually } from "./eventually.ts";

export interface TlsFiles {
  /** What signed the server's certificate: that certificate itself. */
  readonly authority: string;
  readonly certificateOf: (role: string) => Promise<{ certificate: string; key: string }>;
}

const openssl = (...words: string[]) => promisify(execFile)("openssl", words);
const NEW_KEY = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes"];

/** Gives a PostgreSQL a certificate for `localhost` that it signed itself, and turns TLS on. */
export async function turnOnTls({ folder, url }: StartedPostgres): Promise<TlsFiles> {
  const [certificate, key] = [join(folder, "server.crt"), join(folder, "server.key")];
  const files = [
    "-keyout",
    key,
    "-out",
    certificate,
    "-subj",
    "/CN=localhost",
    "-addext",
    "subjectAltName=DNS:localhost",
  ];
  await openssl("req", "-x509", ...NEW_KEY, "-days", "2", ...files);
  const { uid, gid } = await stat(folder);
  await Promise.all([chown(certificate, uid, gid), chown(key, uid, gid), chmod(key, 0o600)]);
  await queryPostgres(
    url,
    "ALTER SYSTEM SET ssl = on",
    "ALTER SYSTEM SET ssl_ca_file = 'server.crt'",
    "SELECT pg_reload_conf()",
  );
  await eventually(async () => {
    const [shown] = await queryPostgres(url, "SHOW ssl");
    if (shown?.["ssl"] !== "on") throw new Error("TLS is not on yet.");
  });
  const certificateOf = async (role: string) => {
    const own = { certificate: join(folder, `${role}.crt`), key: join(folder, `${role}.key`) };
    const request = join(folder, `${role}.csr`);
    await openssl("req", "-new", ...NEW_KEY, "-keyout", own.key, "-out", request, "-subj", `/CN=${role}`);
    await openssl(
      "x509",
      "-req",
      "-in",
      request,
      "-CA",
      certificate,
      "-CAkey",
      key,
      "-days",
      "2",
      "-out",
      own.certificate,
    );
    return own;
  };
  return { authority: certificate, certificateOf };
}
