/** A concurrent change was first. The transaction it is thrown in is rolled back; `change` runs its work again. */
export class ConcurrentChangeError extends Error {
  override readonly name = "ConcurrentChangeError";
}
