import { connect } from 'node:tls';
import type { Config } from '../data-dir/config.js';
import { answerWaitMs, ask, reasonOf } from './ask.js';
import { daysLeft } from './days-left.js';
import { fail, ok, type Finding } from './finding.js';

/** The address at which others find the gateway: the ledger's, and by which way it is reached. `url`: what the ledger names. */
export async function* checkAddress(
  url: string,
  config: Pick<Config, 'host' | 'port' | 'publicUrl'>,
): AsyncGenerator<Finding> {
  const own = config.publicUrl === '' ? `http://${config.host}:${config.port}` : config.publicUrl;
  const named = url.replace(/\/+$/, '');
  yield own === named
    ? ok('address', `this gateway's address is the one that the ledger names: ${named}`)
    : fail(
        'address',
        `the ledger names ${named} as the address of this organisation, and this gateway is at ${own}`,
        `Set STL_PUBLIC_URL=${named}, or have the organisations change it: badges send their readers there.`,
      );
  yield await answers(named);
  if (named.startsWith('https:') && URL.canParse(named)) yield await tlsFront(new URL(named));
}

async function answers(url: string): Promise<Finding> {
  const todo = 'Check DNS, firewall, the proxy in front of the gateway, and its certificate.';
  try {
    const { ok: isOk, status } = await ask(`${url}/livez`);
    return isOk
      ? ok('reached', `${url} answers from here`)
      : fail('reached', `${url} answers with status ${status}, not as a gateway does`, todo);
  } catch (error) {
    return fail('reached', `${url} cannot be reached from here: ${reasonOf(error)}`, todo);
  }
}

/** The end of the certificate that is shown there, whether it is trusted or not: the check before says that. */
async function tlsFront({ hostname, port }: URL): Promise<Finding> {
  const end = await new Promise<Date | undefined>((resolve) => {
    const host = hostname.replace(/^\[|\]$/g, '');
    const socket = connect({ host, port: Number(port || 443), rejectUnauthorized: false });
    const done = (date?: Date): void => {
      socket.destroy();
      resolve(date);
    };
    socket.setTimeout(answerWaitMs, done);
    socket.once('error', () => done());
    socket.once('secureConnect', () => done(new Date(socket.getPeerCertificate().valid_to)));
  });
  return end === undefined
    ? fail(
        'tls-certificate',
        `no TLS certificate is shown at ${hostname}`,
        'Start the proxy that speaks TLS there.',
      )
    : daysLeft(
        'tls-certificate',
        `the TLS certificate of ${hostname}`,
        end,
        'Renew it, and reload the proxy.',
      );
}
