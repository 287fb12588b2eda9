import { HttpProblemError } from './problem.js';
import type { App } from './types.js';

/** Refuses what HTTP allows and two readers could take for two different requests. */
export function plainRequests(app: App): void {
  // Node would answer both of these itself, without a body. An expectation nobody knows may be ignored (RFC 9110, 10.1.1).
  app.server.on('checkExpectation', (request, response) => app.server.emit('request', request, response));
  app.addHook('onRequest', (request, _reply, done) => {
    const { headers, httpVersion, rawHeaders, url = '' } = request.raw;
    // RFC 9112 allows `GET http://elsewhere/path`; a signature's target URI must have one reading.
    if (!url.startsWith('/') && request.method !== 'OPTIONS') {
      done(new HttpProblemError('request_malformed', 'The target must be a path.'));
      return;
    }
    const hosts = rawHeaders.filter((name, i) => i % 2 === 0 && name.toLowerCase() === 'host').length;
    // A proxy may have taken the other one (RFC 9112, 3.2).
    if (hosts > 1 || (hosts === 0 && httpVersion === '1.1')) {
      done(new HttpProblemError('request_malformed', 'A request has one Host.'));
      return;
    }
    const coding = headers['content-encoding']?.toLowerCase() ?? 'identity';
    // Unpacking would let a small body fill the memory; not unpacking would read something else than was sent.
    if (coding !== 'identity') {
      done(
        new HttpProblemError(
          'media_type_unsupported',
          'Bodies are sent as they are, without Content-Encoding.',
        ),
      );
      return;
    }
    done();
  });
}
