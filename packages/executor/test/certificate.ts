import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { temporaryFolder } from "./temporary-folder.ts";

/** Makes a self-signed certificate for a host name. `path` goes into `NODE_EXTRA_CA_CERTS`. */
export function makeCertificate(host: string): { path: string; cert: string; key: string } {
  const folder = temporaryFolder();
  const [path, keyPath] = [join(folder, "cert.pem"), join(folder, "key.pem")];
  const kind = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-days", "2"];
  const names = ["-subj", `/CN=${host}`, "-addext", `subjectAltName=DNS:${host}`];
  execFileSync("openssl", ["req", "-x509", ...kind, ...names, "-keyout", keyPath, "-out", path], { stdio: "ignore" });
  return { path, cert: readFileSync(path, "utf8"), key: readFileSync(keyPath, "utf8") };
}
