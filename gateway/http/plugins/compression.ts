import compress from '@fastify/compress';
import { claimsSignature } from './signable.js';
import type { App } from './types.js';

/** Bytes under which packing costs more than it saves. */
const packedBytesMin = 1_024;

/**
 * Packs the answers of the routes of this scope. Signed answers stay as they are: their digest is of the bytes before
 * packing (docs/adr/0010). What is packed must hold no secret: its length would tell of it.
 */
export async function compression(scope: App): Promise<void> {
  scope.addHook('onRequest', (request, _reply, done) => {
    // Errors to signed requests are signed on every route. This field is how the library is told to leave one alone.
    if (claimsSignature(request)) request.headers['x-no-compression'] ??= '1';
    done();
  });
  scope.addHook('onSend', (_request, reply, _payload, done) => {
    // Packed or not: a cache must not give one asker what another one could unpack.
    const fields = [reply.getHeader('vary'), 'accept-encoding'].filter((field) => field !== undefined);
    reply.header('vary', fields.join(', '));
    done();
  });
  // The same codings on every version of Node: a later one brings zstd.
  await scope.register(compress, { encodings: ['br', 'gzip'], threshold: packedBytesMin });
}
