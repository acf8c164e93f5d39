/** The smallest of 1, 2, 5, 10, 20, 25, 50, 100 … that is no less than a number: where an axis ends. */
export function niceCeiling(value: number): number {
  if (value <= 1) return 1;
  const magnitude = 10 ** Math.floor(Math.log10(value));
  const steps = magnitude === 1 ? [1, 2, 5, 10] : [1, 2, 2.5, 5, 10];
  return (steps.find((each) => each * magnitude >= value) ?? 10) * magnitude;
}
