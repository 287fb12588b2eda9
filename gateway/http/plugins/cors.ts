import { daySeconds } from '../../../chaincode/domain/time.js';
import type { App } from './types.js';

const open = /^\/(?:v1\/|tlog\/|\.well-known\/|openapi\.json|problems\/)/;
const answerHeaders = [
  'content-digest',
  'location',
  'preference-applied',
  'retry-after',
  'signature',
  'signature-input',
  'x-request-id',
].join(', ');
const requestHeaders = 'content-digest, content-type, prefer, signature, signature-input';

/**
 * Pages of any origin may ask and check the signatures of what they get. They gain nothing by it: this gateway knows
 * no cookies, so a page can do what anyone can, or what the key it holds can.
 */
export function cors(app: App): void {
  app.addHook('onRequest', (request, reply, done) => {
    if (open.test(request.raw.url ?? '')) {
      reply.header('access-control-allow-origin', '*').header('access-control-expose-headers', answerHeaders);
      if (request.method === 'OPTIONS') {
        reply
          .header('access-control-allow-methods', 'GET, HEAD, POST')
          .header('access-control-allow-headers', requestHeaders)
          .header('access-control-max-age', daySeconds);
      }
    }
    done();
  });
}
