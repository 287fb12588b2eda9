import { ClientError } from '../platform/errors.js';

/**
 * Why no answer came, by the codes of Node: of its network (libuv), of TLS (OpenSSL) and of its `fetch` (undici). Browsers
 * tell no page why.
 */
const network: Readonly<Record<string, string>> = {
  ENOTFOUND: 'its name is not known: no name service has an address for it',
  EAI_AGAIN: 'the name service does not answer',
  ECONNREFUSED: 'nothing listens there',
  ECONNRESET: 'the connection broke off',
  EPIPE: 'the connection broke off',
  UND_ERR_SOCKET: 'the connection broke off',
  ETIMEDOUT: 'nothing there answers: is something in between dropping the packets?',
  UND_ERR_CONNECT_TIMEOUT: 'nothing there answers: is something in between dropping the packets?',
  EHOSTUNREACH: 'no way leads there from this machine',
  ENETUNREACH: 'no way leads there from this machine',
  ERR_SSL_WRONG_VERSION_NUMBER: 'what listens there speaks no TLS: is it http and not https?',
  ERR_SSL_PACKET_LENGTH_TOO_LONG: 'what listens there speaks no TLS: is it http and not https?',
  EPROTO: 'what listens there speaks no TLS that this program takes',
  HPE_INVALID_CONSTANT: 'what listens there speaks no HTTP: is it https and not http?',
};

const unknownAuthority = 'no authority that this program trusts has signed it';
const certificate: Readonly<Record<string, string>> = {
  DEPTH_ZERO_SELF_SIGNED_CERT: `${unknownAuthority}: it is signed by itself`,
  SELF_SIGNED_CERT_IN_CHAIN: `${unknownAuthority}: the last one of its chain is signed by itself`,
  UNABLE_TO_GET_ISSUER_CERT: unknownAuthority,
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: unknownAuthority,
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: `${unknownAuthority}, or the server leaves out those in between`,
  CERT_HAS_EXPIRED: 'it has expired, or the clock of this machine is wrong',
  CERT_NOT_YET_VALID: 'it is not valid yet, or the clock of this machine is wrong',
  ERR_TLS_CERT_ALTNAME_INVALID: 'it is for another name than the one that was asked for',
  CERT_REVOKED: 'it is revoked',
  CERT_SIGNATURE_FAILURE: 'its signature does not hold',
  INVALID_PURPOSE: 'it is not meant for a server',
  INVALID_CA: 'one of its chain may not sign others',
};

/** The codes of an error and of what caused it. Where several addresses were tried, each has its own. */
function* codesOf(error: unknown): Generator<string> {
  for (let one = error; one instanceof Error; one = one.cause) {
    if ('code' in one) yield String(one.code);
    if (one instanceof AggregateError) for (const inner of one.errors) yield* codesOf(inner);
  }
}

const isRedirect = (error: unknown): boolean =>
  error instanceof Error && error.cause instanceof Error && error.cause.message === 'unexpected redirect';

/** What to throw where `fetch` failed: `certificate_untrusted`, which stays as it is however often one asks; else `unreachable`. */
export function noAnswer(url: string, cause: unknown): ClientError {
  const { origin } = new URL(url);
  const codes = [...codesOf(cause)];
  const untrusted = codes.find((code) => code in certificate);
  if (untrusted !== undefined) {
    const reason = certificate[untrusted] ?? untrusted;
    return new ClientError(
      'certificate_untrusted',
      `the TLS certificate of ${origin} is not to be trusted: ${reason}`,
      { cause },
    );
  }
  if (isRedirect(cause)) {
    const text = `${origin} sends on to another address; signatures cover the address, so ask that one`;
    return new ClientError('answer_malformed', text, { cause });
  }
  const known = codes.find((code) => code in network);
  const reason = known === undefined ? '' : `: ${network[known] ?? ''}`;
  return new ClientError('unreachable', `cannot reach ${origin}${reason}`, { cause });
}
