import { z } from "zod";
import type { ServerAddress } from "../../shared/host-bridge.ts";
import { readServerUrl } from "../../shared/server-url.ts";
import { readJsonFile, writeJsonFile } from "../files/json-file.ts";

const DEFAULT_SERVER_URL = "http://127.0.0.1:4700";
const MAX_SAVED = 20;

const savedSettings = z.object({
  serverUrl: z.string().nullable(),
  /** Every server that was used, the latest first. Absent in settings of earlier versions. */
  servers: z.array(z.string()).optional(),
});

/** Which server the app works with, and which others it knows: the environment's, else the one saved, else this machine's. */
export class ServerAddressBook {
  readonly #path: string;
  readonly #environmentUrl: string | null;
  #current: string | null;
  #saved: readonly string[];

  private constructor(path: string, environmentUrl: string | null, current: string | null, others: readonly string[]) {
    this.#path = path;
    this.#environmentUrl = environmentUrl;
    this.#current = current;
    this.#saved = latestFirst(current, others);
  }

  static async open(path: string, environmentUrl: string | undefined): Promise<ServerAddressBook> {
    const settings = await readJsonFile(path, savedSettings);
    const current = readServerUrl(settings?.serverUrl ?? "");
    const others = (settings?.servers ?? []).map(readServerUrl).filter((url) => url !== null);
    return new ServerAddressBook(path, readServerUrl(environmentUrl ?? ""), current, others);
  }

  get address(): ServerAddress {
    if (this.#environmentUrl !== null) return { url: this.#environmentUrl, source: "environment" };
    if (this.#current !== null) return { url: this.#current, source: "saved" };
    return { url: DEFAULT_SERVER_URL, source: "default" };
  }

  /** Origins of every server that was saved, the latest first. */
  get saved(): readonly string[] {
    return this.#saved;
  }

  /**
   * Uses a server from now on. One that the environment names stays in use, for this run.
   * @throws Error when what was typed is no address.
   */
  async save(typed: string): Promise<ServerAddress> {
    const url = readServerUrl(typed);
    if (url === null) throw new Error("This is not the address of a server.");
    await this.#keep(url, latestFirst(url, this.#saved));
    return this.address;
  }

  /** Takes a server off the list. After the one in use, the app asks for an address again. */
  async forget(url: string): Promise<void> {
    const rest = this.#saved.filter((saved) => saved !== url);
    await this.#keep(this.#current === url ? null : this.#current, rest);
  }

  async #keep(serverUrl: string | null, servers: readonly string[]): Promise<void> {
    await writeJsonFile(this.#path, { serverUrl, servers });
    this.#current = serverUrl;
    this.#saved = servers;
  }
}

function latestFirst(current: string | null, others: readonly string[]): readonly string[] {
  return [...new Set(current === null ? others : [current, ...others])].slice(0, MAX_SAVED);
}
