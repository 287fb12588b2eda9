import { isDeeper, repeatedMember } from '../../../chaincode/domain/json-text.js';
import { HttpProblemError } from './problem.js';
import type { App } from './types.js';

const bodyDepthMax = 32;

/**
 * JSON bodies, strictly: UTF-8 without BOM, bounded depth, each member once, no prototype keys; the bytes are kept for the
 * digest.
 * @param mediaType under which they come
 */
export function jsonBody(app: App, mediaType = 'application/json'): void {
  const parse = app.getDefaultJsonParser('error', 'error');
  app.addContentTypeParser(mediaType, { parseAs: 'buffer' }, (request, body, done) => {
    request.rawBody = body as Buffer;
    try {
      const text = decode(request.headers['content-type'], request.rawBody);
      void parse(request, text, (error, value) => {
        if (error === null) done(repetition(text), value);
        else done(malformed('The body is not JSON.', error), undefined);
      });
    } catch (error) {
      done(error as Error, undefined);
    }
  });
}

function decode(contentType: string | undefined, body: Buffer): string {
  const charset = /;\s*charset="?([^";\s]+)/i.exec(contentType ?? '')?.[1]?.toLowerCase();
  if (charset !== undefined && charset !== 'utf-8')
    throw new HttpProblemError('media_type_unsupported', 'JSON is UTF-8.');

  let text: string;
  try {
    text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(body);
  } catch (cause) {
    throw malformed('The body is not UTF-8.', cause);
  }
  // The parser would drop it in silence, and the digest would cover what nobody reads.
  if (text.startsWith('\ufeff')) throw malformed('The body begins with a byte order mark.');
  if (isDeeper(text, bodyDepthMax)) throw malformed('The body is nested too deep.');
  return text;
}

function repetition(text: string): HttpProblemError | null {
  const pointer = repeatedMember(text);
  if (pointer === undefined) return null;
  return new HttpProblemError('request_malformed', 'The body has a member twice.', {
    errors: [{ pointer, code: 'repeated_member', reason: 'the member is there twice' }],
  });
}

const malformed = (message: string, cause?: unknown): HttpProblemError =>
  new HttpProblemError('request_malformed', message, { cause });
