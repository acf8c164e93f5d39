import { once } from "node:events";
import { connect } from "node:net";

/** Asks for an address and then takes nothing of the answer but its beginning. */
export async function openSlowly(url: string, path: string, secret: string) {
  const { hostname, port } = new URL(url);
  const socket = connect({ host: hostname, port: Number(port) });
  await once(socket, "connect");
  socket.write(`GET ${path} HTTP/1.1\r\nhost: ${hostname}:${port}\r\nauthorization: Bearer ${secret}\r\n\r\n`);
  socket.on("error", () => {});
  return { begins: once(socket, "readable"), close: () => socket.destroy() };
}
