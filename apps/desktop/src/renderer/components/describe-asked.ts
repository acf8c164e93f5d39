/** What asking executors to renew their keys has come to. @param executors how many are told now that were not before. */
export function describeAsked(executors: number): string {
  if (executors === 0) return "All of them were told to renew it already.";
  return executors === 1
    ? "1 executor is told to renew its key."
    : `${executors.toLocaleString("en")} executors are told to renew their keys.`;
}
