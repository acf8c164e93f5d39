import { z } from "zod";
import type { ServerAddress } from "../../shared/host-bridge.ts";
import { readServerUrl } from "../../shared/server-url.ts";
import { readJsonFile, writeJsonFile } from "../files/json-file.ts";

const DEFAULT_SERVER_URL = "http://127.0.0.1:4700";

const savedSettings = z.object({ serverUrl: z.string() });

/** Which server the app works with: the environment's, else the one saved, else the one on this machine. */
export class ServerAddressBook {
  readonly #path: string;
  #address: ServerAddress;

  private constructor(path: string, address: ServerAddress) {
    this.#path = path;
    this.#address = address;
  }

  static async open(path: string, environmentUrl: string | undefined): Promise<ServerAddressBook> {
    const fromEnvironment = readServerUrl(environmentUrl ?? "");
    if (fromEnvironment !== null) return new ServerAddressBook(path, { url: fromEnvironment, source: "environment" });
    const saved = readServerUrl((await readJsonFile(path, savedSettings))?.serverUrl ?? "");
    if (saved !== null) return new ServerAddressBook(path, { url: saved, source: "saved" });
    return new ServerAddressBook(path, { url: DEFAULT_SERVER_URL, source: "default" });
  }

  get address(): ServerAddress {
    return this.#address;
  }

  /** @throws Error when what was typed is no address. */
  async save(typed: string): Promise<ServerAddress> {
    const url = readServerUrl(typed);
    if (url === null) throw new Error("This is not the address of a server.");
    await writeJsonFile(this.#path, { serverUrl: url });
    this.#address = { url, source: "saved" };
    return this.#address;
  }
}
