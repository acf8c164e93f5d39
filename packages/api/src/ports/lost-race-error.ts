/** A concurrent change was first. The transaction it is thrown in is taken back; what it was for may be tried again. */
export class LostRaceError extends Error {
  override readonly name = "LostRaceError";
}
