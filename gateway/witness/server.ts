import { fastify, type FastifyInstance } from 'fastify';
import type { Witness } from './witness.js';

/** A checkpoint with 100 signatures and a full proof is far smaller. */
const bodyBytesMax = 64 * 1024;

/** `POST /add-checkpoint` of C2SP tlog-witness, and nothing else. */
export function witnessServer(witness: Witness): FastifyInstance {
  const app = fastify({ bodyLimit: bodyBytesMax });
  app.removeAllContentTypeParsers();
  // The specification names no content type for requests.
  app.addContentTypeParser('*', { parseAs: 'buffer' }, (_request, body, done) => {
    done(null, body);
  });
  app.post('/add-checkpoint', async (request, reply) => {
    const body = Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0);
    const answer = await witness.addCheckpoint(body);
    const type = answer.status === 409 ? 'text/x.tlog.size' : 'text/plain; charset=utf-8';
    return reply.code(answer.status).header('content-type', type).send(answer.body);
  });
  return app;
}
