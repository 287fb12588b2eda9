import { connect } from 'node:tls';
import type { Condition } from '../port.js';
import type { ChannelOrderers, OrdererEndpoint } from './channel-orderers.js';

const handshakeWaitMs = 5_000;

/**
 * Why an orderer does not answer at its address; undefined where it does. A TLS handshake is proof enough: a process that hangs
 * does not make one, and a port alone would still take the connection.
 */
function probeOrderer({ address, tlsAuthorities }: OrdererEndpoint): Promise<string | undefined> {
  const { hostname, port } = new URL(`tls://${address}`);
  const host = hostname.replace(/^\[|\]$/g, '');
  return new Promise((resolve) => {
    const socket = connect({ host, port: Number(port), ca: [...tlsAuthorities], ALPNProtocols: ['h2'] });
    const end = (reason?: string): void => {
      clearTimeout(timer);
      socket.destroy();
      resolve(reason);
    };
    const timer = setTimeout(() => end('it does not answer'), handshakeWaitMs);
    socket.once('secureConnect', () => end());
    socket.on('error', (error: NodeJS.ErrnoException) => end(error.code ?? error.message));
  });
}

/**
 * Whether enough orderers answer. Undefined where that cannot be known from here: there is no endpoint, or one without TLS. Where
 * consenters do not all offer an endpoint of their own, as behind a load balancer, one that answers is all that can be asked for.
 */
export async function reachOf({
  consenters,
  quorum,
  endpoints,
}: ChannelOrderers): Promise<Condition | undefined> {
  const cannotTell = ({ tlsAuthorities }: OrdererEndpoint): boolean => tlsAuthorities.length === 0;
  if (endpoints.length === 0 || endpoints.some(cannotTell)) return undefined;
  const reasons = await Promise.all(endpoints.map(probeOrderer));
  const away = endpoints.flatMap(({ address }, i) =>
    reasons[i] === undefined ? [] : [`${address}: ${reasons[i]}`],
  );
  const reached = endpoints.length - away.length;
  const offered = new Set(endpoints.map(({ address }) => address));
  const needed = consenters.every((address) => offered.has(address)) ? quorum : 1;
  const found = `${reached} of ${endpoints.length} orderers answer, ${needed} must`;
  return { ok: reached >= needed, detail: [found, ...away].join('; ') };
}
