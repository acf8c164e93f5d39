/** Where the server is, as it was when a screen was entered last. */
let address: string | null = null;

export function noteServerAddress(url: string): void {
  address = url;
}

/** The server's address, to name it in a sentence. */
export function serverName(): string {
  return address ?? "the server's address";
}
