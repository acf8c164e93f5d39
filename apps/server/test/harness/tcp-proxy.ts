import { once } from "node:events";
import { connect, createServer, type AddressInfo, type Server, type Socket } from "node:net";

/** Stands between a server and its database, so that a test can cut the cable without touching either. */
export class TcpProxy {
  readonly #target: URL;
  readonly #server: Server;
  readonly #sockets = new Set<Socket>();
  #isCut = false;

  private constructor(target: URL) {
    this.#target = target;
    this.#server = createServer((socket) => this.#join(socket));
  }

  static async start(targetUrl: string): Promise<TcpProxy> {
    const proxy = new TcpProxy(new URL(targetUrl));
    proxy.#server.listen(0, "127.0.0.1");
    await once(proxy.#server, "listening");
    return proxy;
  }

  /** The target's address, by way of this proxy. */
  get url(): string {
    const url = new URL(this.#target);
    url.host = `127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
    return url.href;
  }

  /** Stops forwarding without closing connections: they stay open, silent. */
  cut(): void {
    this.#isCut = true;
    for (const socket of this.#sockets) socket.pause();
  }

  /** New connections get through again; those that were silent are gone. */
  mend(): void {
    this.#isCut = false;
    for (const socket of this.#sockets) socket.destroy();
  }

  close(): void {
    this.mend();
    this.#server.close();
  }

  #join(socket: Socket): void {
    this.#keep(socket);
    if (this.#isCut) return void socket.pause();
    const upstream = connect(Number(this.#target.port), this.#target.hostname);
    this.#keep(upstream);
    this.#pass(socket, upstream);
    this.#pass(upstream, socket);
  }

  #pass(from: Socket, to: Socket): void {
    from.on("data", (data) => !this.#isCut && to.write(data));
    from.on("close", () => !this.#isCut && to.destroy());
  }

  #keep(socket: Socket): void {
    this.#sockets.add(socket);
    socket.on("error", () => socket.destroy());
    socket.on("close", () => this.#sockets.delete(socket));
  }
}
