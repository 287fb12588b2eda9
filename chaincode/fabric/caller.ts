import { X509Certificate } from 'node:crypto';
import type { Caller } from '../world-state.js';

/** The roles an MSP tells apart by the organisational units of a certificate (Fabric: "Node OUs"). */
const nodeRoles = ['admin', 'client', 'peer', 'orderer'];

/**
 * Who signed the proposal. The peer has checked the certificate against the MSP before the chaincode runs; as the
 * MSP does, an identity counts as admin only where `admin` is the one role its certificate names.
 */
export function callerOf(identity: { getMSPID(): string; getIDBytes(): Uint8Array }): Caller {
  const units = organisationalUnits(new X509Certificate(identity.getIDBytes()));
  const roles = units.filter((unit) => nodeRoles.includes(unit));
  return { mspId: identity.getMSPID(), admin: roles.length === 1 && roles[0] === 'admin' };
}

/** From the parsed names, never from the subject as one text: a name could hold what looks like another unit. */
function organisationalUnits(certificate: X509Certificate): string[] {
  const units: unknown = certificate.toLegacyObject().subject.OU;
  return (Array.isArray(units) ? units : [units]).filter((unit) => typeof unit === 'string');
}
