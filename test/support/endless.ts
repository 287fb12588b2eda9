const chunk = new Uint8Array(1024 * 1024);
/** More than anybody may read: who does fails the test, and not the machine. */
const chunksMax = 256;

/** A body that goes on and on. `isSpent`: somebody read all 256 MiB of it. */
export function endlessBody(): { readonly stream: ReadableStream<Uint8Array>; isSpent(): boolean } {
  let given = 0;
  const stream = new ReadableStream<Uint8Array>({
    pull(controller) {
      if (given === chunksMax) {
        controller.close();
        return;
      }
      controller.enqueue(chunk);
      given += 1;
    },
  });
  return { stream, isSpent: () => given === chunksMax };
}
