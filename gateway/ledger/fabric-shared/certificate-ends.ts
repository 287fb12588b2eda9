import { X509Certificate } from 'node:crypto';
import { formatTime } from '../../../chaincode/domain/time.js';
import { readConnectionProfile } from './profile.js';

/** An X.509 certificate that the connection to the peer hangs on. */
export interface CertificateEnd {
  readonly id: 'gateway-identity' | 'peer-tls-authority';
  /** RFC 3339. */
  readonly at: string;
}

const pemBlock = /-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/g;

/** Of several in one file the first end: nobody can tell from here which one the peer needs. Undefined where there is none. */
function firstEnd(pem: string): string | undefined {
  const ends = (pem.match(pemBlock) ?? []).map((one) => Date.parse(new X509Certificate(one).validTo));
  return ends.length === 0 ? undefined : formatTime(Math.floor(Math.min(...ends) / 1_000));
}

/**
 * When the certificates of a connection profile end: as whom the gateway speaks, and whom it takes its peer's TLS certificate
 * from. They are read at the start, as the connection reads them. Throws as `readConnectionProfile`, and for what is no certificate.
 */
export function certificateEnds(profileFile: string): CertificateEnd[] {
  const { identities, peer } = readConnectionProfile(profileFile);
  const files = [
    ['gateway-identity', identities.get('gateway')?.certificate ?? ''],
    ['peer-tls-authority', peer.tlsAuthority],
  ] as const;
  return files.flatMap(([id, pem]) => {
    const at = firstEnd(pem);
    return at === undefined ? [] : [{ id, at }];
  });
}
