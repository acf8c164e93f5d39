/**
 * Hands an upstream body on so that giving it up gives the upstream request up too. A plain `new Response(body)` does
 * not: in Electron a subscription that the page has closed would stay open at the server for good.
 */
export function cancellableBody(
  body: ReadableStream<Uint8Array> | null,
  upstream: AbortController,
): ReadableStream<Uint8Array> | null {
  if (body === null) return null;
  const reader = body.getReader();
  return new ReadableStream<Uint8Array>({
    async pull(controller) {
      try {
        const { done, value } = await reader.read();
        if (done) controller.close();
        else controller.enqueue(value);
      } catch (error) {
        controller.error(error);
      }
    },
    cancel(reason) {
      upstream.abort(reason);
    },
  });
}
