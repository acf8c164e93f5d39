/** Keys that one question is about. */
export interface SelectedKeys {
  readonly ids: readonly string[];
  /** Called once they are changed. */
  readonly onChanged: () => void;
}

/** "1 key", "50 keys". */
export function keyCount(count: number): string {
  return count === 1 ? "1 key" : `${count.toLocaleString("en")} keys`;
}

/** "1 is revoked already and stays as it is." */
export function staysSentence(count: number, state: string): string {
  return count === 1 ? `1 is ${state} and stays as it is.` : `${count} are ${state} and stay as they are.`;
}
