/** How many things need attention, for the tray. */
export function problemsLabel(count: number): string {
  if (count === 0) return "nothing needs attention";
  return count === 1 ? "1 thing needs attention" : `${count} things need attention`;
}
