import { Socket } from "node:net";

/** As much as Node reads at once. */
const READ_BYTES = 65_536;

/**
 * Where everything is read into. One for all: what one connection brought is taken, or copied, before the next is read. Not
 * so on Windows, which reads ahead.
 */
const place = Buffer.allocUnsafeSlow(READ_BYTES);

/** What a socket keeps of its option `onread`, under names that only Node knows. */
interface ReadOption {
  [name: symbol]: unknown;
}

/** A socket's handle, as far as it is needed. */
interface ReadingHandle {
  useUserBuffer?(buffer: Uint8Array): void;
}

/** The names under which sockets keep the option's two parts; null where this Node keeps them otherwise. */
const names = process.platform === "win32" ? null : namesOfReadOption();

/**
 * Shows what comes over a connection to `take` where it was read, before the socket's stream has it. Node makes a buffer of
 * its own for each read: freeing those was most of what collecting the garbage of syncs cost, and all that waits for it.
 * Its option `onread` is for that, but sockets that a server accepted can't be given any; so it is set afterwards.
 *
 * @param take gets bytes that are gone when it returns, and says whether it took them; if not, the stream gets a copy.
 * @returns whether it can be done; if not, nothing is changed.
 */
export function readInPlace(socket: Socket, take: (bytes: Buffer) => boolean): boolean {
  const { _handle: handle } = socket as { _handle?: ReadingHandle | null };
  if (names === null || handle?.useUserBuffer === undefined) return false;
  const option = socket as unknown as ReadOption;
  option[names.buffer] = place;
  option[names.callback] = (length: number) => {
    const bytes = place.subarray(0, length);
    // What the stream holds came before.
    const isNext = socket.readableFlowing === true && socket.readableLength === 0;
    return (isNext && take(bytes)) || socket.push(Buffer.from(bytes));
  };
  handle.useUserBuffer(place);
  return true;
}

function namesOfReadOption(): { readonly buffer: symbol; readonly callback: symbol } | null {
  const callback = () => true;
  const example = new Socket({ onread: { buffer: place, callback } });
  const kept = example as unknown as ReadOption;
  const nameOf = (part: unknown) => Object.getOwnPropertySymbols(example).find((name) => kept[name] === part);
  const [buffer, called] = [nameOf(place), nameOf(callback)];
  example.destroy();
  return buffer === undefined || called === undefined ? null : { buffer, callback: called };
}
