import { execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import { connect } from "node:net";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { freePort } from "../../scripts/testing/free-port.ts";

interface TlsProxy {
  /** https, by a certificate of its own. */
  readonly url: string;
  stop(): Promise<void>;
}

/**
 * A real nginx that ends TLS and keeps its connections to the server, as `docs/operating.md` asks for; null where there is
 * none. It does not run on the server's core.
 */
export async function startTlsProxy(upstream: string, folder: string): Promise<TlsProxy | null> {
  try {
    execFileSync("nginx", ["-v"], { stdio: "ignore" });
  } catch {
    return null;
  }
  mkdirSync(folder);
  const file = (name: string) => join(folder, name);
  const certificate = [
    "-keyout",
    file("key.pem"),
    "-out",
    file("certificate.pem"),
    "-subj",
    "/CN=127.0.0.1",
    "-days",
    "2",
  ];
  execFileSync("openssl", ["req", "-x509", "-newkey", "rsa:2048", "-nodes", ...certificate], { stdio: "ignore" });
  const port = await freePort();
  writeFileSync(file("nginx.conf"), configuration(new URL(upstream).host, port, folder));
  const nginx = spawn("nginx", ["-p", folder, "-c", file("nginx.conf"), "-e", file("error.log")], { stdio: "inherit" });
  process.once("exit", () => nginx.kill());
  await untilListening(port);
  return {
    url: `https://127.0.0.1:${port}`,
    stop: async () => {
      nginx.kill();
      await once(nginx, "exit");
    },
  };
}

function configuration(upstream: string, port: number, folder: string): string {
  return `
daemon off;
worker_processes 1;
pid ${folder}/nginx.pid;
events { worker_connections 1024; }
http {
  access_log off;
  client_body_temp_path ${folder}/body;
  proxy_temp_path ${folder}/proxy;
  fastcgi_temp_path ${folder}/fastcgi;
  uwsgi_temp_path ${folder}/uwsgi;
  scgi_temp_path ${folder}/scgi;
  keepalive_requests 1000000000;
  upstream excalibur { server ${upstream}; keepalive 64; keepalive_requests 1000000000; }
  server {
    listen 127.0.0.1:${port} ssl;
    ssl_certificate ${folder}/certificate.pem;
    ssl_certificate_key ${folder}/key.pem;
    location / {
      proxy_pass http://excalibur;
      proxy_http_version 1.1;
      proxy_set_header Connection "";
      proxy_set_header Host $host;
      proxy_set_header X-Forwarded-For $proxy_add_x_forwarded_for;
    }
  }
}
`;
}

async function untilListening(port: number): Promise<void> {
  for (let attempt = 0; ; attempt++) {
    const socket = connect(port, "127.0.0.1");
    try {
      await once(socket, "connect");
      return;
    } catch (error) {
      if (attempt === 100) throw error;
      await new Promise((resolve) => setTimeout(resolve, 50));
    } finally {
      socket.destroy();
    }
  }
}
