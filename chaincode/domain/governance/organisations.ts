import type { Defect } from '../errors.js';
import { isAcceptableKey } from '../participants/keys.js';
import { thumbprint } from '../participants/thumbprint.js';
import type { PublicJwk, Sha256 } from '../ports.js';
import type { Organisation } from '../consortium/document.js';

export function signJwk({ signKey }: Organisation): PublicJwk {
  return { kty: 'EC', crv: 'P-256', x: signKey.x, y: signKey.y };
}

const ed25519Jwk = (x: string): PublicJwk => ({ kty: 'OKP', crv: 'Ed25519', x });

function keyDefects(organisation: Organisation, sha256: Sha256): Defect[] {
  const found: Defect[] = [];
  const refuseIf = (wrong: boolean, pointer: string, reason: string): void => {
    if (wrong) found.push({ code: 'key_unacceptable', reason, pointer });
  };
  const curve = 'not a point of the curve that may be used as a key';
  refuseIf(!isAcceptableKey(signJwk(organisation)), '/signKey', curve);
  refuseIf(!isAcceptableKey(ed25519Jwk(organisation.logKey)), '/logKey', curve);
  refuseIf(!isAcceptableKey(ed25519Jwk(organisation.cosignerKey)), '/cosignerKey', curve);
  const kid = thumbprint(signJwk(organisation), sha256);
  refuseIf(kid !== organisation.signKey.kid, '/signKey/kid', 'not the RFC 7638 thumbprint of the key');
  return found;
}

const repeats = (values: readonly string[]): boolean => new Set(values).size !== values.length;

/**
 * Why organisations and their threshold k cannot govern a ledger. 2k > n: otherwise two disjoint groups could
 * each approve their own future. Every key is used once: whoever holds one must not speak for two.
 */
export function organisationDefects(
  organisations: readonly Organisation[],
  k: number,
  sha256: Sha256,
): Defect[] {
  const found: Defect[] = organisations.flatMap((organisation, i) =>
    keyDefects(organisation, sha256).map((defect) => ({
      ...defect,
      pointer: `/organisations/${i}${defect.pointer ?? ''}`,
    })),
  );
  const refuseIf = (wrong: boolean, pointer: string, reason: string): void => {
    if (wrong) found.push({ code: 'document_schema', reason, pointer });
  };
  const n = organisations.length;
  refuseIf(2 * k <= n || k > n, '/k', 'threshold must be a majority of the organisations');
  refuseIf(repeats(organisations.map(({ id }) => id)), '/organisations', 'ids are repeated');
  refuseIf(repeats(organisations.map(({ mspId }) => mspId)), '/organisations', 'MSP ids are repeated');
  const keys = organisations.flatMap(({ signKey, logKey, cosignerKey }) => [signKey.x, logKey, cosignerKey]);
  refuseIf(repeats(keys), '/organisations', 'keys are repeated');
  return found;
}
