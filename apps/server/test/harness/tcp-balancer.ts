import { once } from "node:events";
import { connect, createServer, type AddressInfo, type Server, type Socket } from "node:net";

/**
 * Stands in front of several servers as a load balancer does: each connection goes to the next of them, and past one that
 * does not take it. It reads nothing of what it passes on.
 */
export class TcpBalancer {
  readonly #targets: URL[] = [];
  readonly #server: Server;
  readonly #sockets = new Set<Socket>();
  #turn = 0;
  /** Connections that clients have opened. */
  connections = 0;

  private constructor() {
    this.#server = createServer((socket) => {
      this.connections += 1;
      this.#keep(socket);
      this.#join(socket, this.#targets.length);
    });
  }

  static async start(targetUrls: readonly string[]): Promise<TcpBalancer> {
    const balancer = new TcpBalancer();
    for (const url of targetUrls) balancer.add(url);
    balancer.#server.listen(0, "127.0.0.1");
    await once(balancer.#server, "listening");
    return balancer;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  add(url: string): void {
    this.#targets.push(new URL(url));
  }

  /** New connections go to others; those that are open stay. */
  remove(url: string): void {
    const index = this.#targets.findIndex(({ origin }) => origin === new URL(url).origin);
    if (index !== -1) this.#targets.splice(index, 1);
  }

  close(): void {
    this.#server.close();
    for (const socket of this.#sockets) socket.destroy();
  }

  #join(socket: Socket, attempts: number): void {
    const target = this.#targets[this.#turn++ % this.#targets.length];
    if (target === undefined || attempts === 0) return void socket.destroy();
    const upstream = connect(Number(target.port), target.hostname);
    this.#keep(upstream);
    const tryNext = () => this.#join(socket, attempts - 1);
    upstream.once("error", tryNext);
    upstream.once("connect", () => {
      upstream.off("error", tryNext);
      // An end is passed on as an end, and a break as a break.
      socket.pipe(upstream).pipe(socket);
      socket.once("close", () => upstream.destroy());
      upstream.once("error", () => socket.resetAndDestroy());
    });
  }

  #keep(socket: Socket): void {
    socket.setNoDelay(true);
    this.#sockets.add(socket);
    socket.on("error", () => socket.destroy());
    socket.on("close", () => this.#sockets.delete(socket));
  }
}
