import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

interface Certificate {
  /** Of the files: for the one who calls to remove. */
  readonly folder: string;
  /** Goes into `NODE_EXTRA_CA_CERTS`. */
  readonly path: string;
  readonly cert: string;
  readonly key: string;
}

/** Makes a certificate for a host name that it signed itself. */
export function makeCertificate(host: string): Certificate {
  const folder = mkdtempSync(join(tmpdir(), "excalibur-certificate-"));
  const [path, keyPath] = [join(folder, "cert.pem"), join(folder, "key.pem")];
  const kind = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-days", "2"];
  const names = ["-subj", `/CN=${host}`, "-addext", `subjectAltName=DNS:${host}`];
  execFileSync("openssl", ["req", "-x509", ...kind, ...names, "-keyout", keyPath, "-out", path], { stdio: "ignore" });
  return { folder, path, cert: readFileSync(path, "utf8"), key: readFileSync(keyPath, "utf8") };
}
