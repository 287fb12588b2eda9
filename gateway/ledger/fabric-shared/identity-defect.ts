import { X509Certificate, createPrivateKey } from 'node:crypto';
import { readConnectionProfile } from './profile.js';

/**
 * What is wrong with the identity as whom a profile has the gateway speak, as far as its files tell; undefined where nothing is.
 * Throws as `readConnectionProfile`. Never says anything of what the files hold.
 */
export function identityDefect(profileFile: string): string | undefined {
  const identity = readConnectionProfile(profileFile).identities.get('gateway');
  const opened = open(identity?.certificate ?? '', identity?.privateKey ?? '');
  if (typeof opened === 'string') return opened;
  const { certificate, privateKey } = opened;
  if (!certificate.checkPrivateKey(privateKey)) return 'the certificate of the gateway is of another key';
  return undefined;
}

function open(certificate: string, privateKey: string) {
  try {
    const opened = { certificate: new X509Certificate(certificate) };
    try {
      return { ...opened, privateKey: createPrivateKey(privateKey) };
    } catch {
      return 'the key of the gateway is no private key in PEM';
    }
  } catch {
    return 'the certificate of the gateway is no certificate in PEM';
  }
}
