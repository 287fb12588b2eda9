import { HttpProblemError } from './problem.js';
import type { App } from './types.js';

const bodyDepthMax = 32;

/** JSON bodies, strictly: UTF-8 without BOM, bounded depth, no prototype keys; the bytes are kept for the digest. */
export function jsonBody(app: App): void {
  const parse = app.getDefaultJsonParser('error', 'error');
  app.addContentTypeParser('application/json', { parseAs: 'buffer' }, (request, body, done) => {
    request.rawBody = body as Buffer;
    try {
      const text = decode(request.headers['content-type'], request.rawBody);
      void parse(request, text, (error, value) => {
        done(error === null ? null : malformed('The body is not JSON.', error), value);
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
  if (tooDeep(text)) throw malformed('The body is nested too deep.');
  return text;
}

/**
 * Counts brackets outside strings: deep nesting would exhaust the parser's stack before a schema sees it. One step a
 * character: a pattern that looks for a string's end starts over at every quotation mark, and 240 kB of them stop the
 * process for half a minute.
 */
function tooDeep(text: string): boolean {
  let depth = 0;
  let inString = false;
  for (let at = 0; at < text.length; at++) {
    const character = text[at];
    if (inString && character === '\\') at++;
    else if (character === '"') inString = !inString;
    else if (inString) continue;
    else if (character === '[' || character === '{') depth++;
    else if (character === ']' || character === '}') depth--;
    if (depth > bodyDepthMax) return true;
  }
  return false;
}

const malformed = (message: string, cause?: unknown): HttpProblemError =>
  new HttpProblemError('request_malformed', message, { cause });
