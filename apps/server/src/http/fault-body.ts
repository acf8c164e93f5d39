/** What a client learns of a fault that is not its own: that there was one, and under which id the log names it. */
export function faultBody(requestId: string) {
  return { error: { reason: "fault", message: "Something went wrong on the server.", requestId } };
}
