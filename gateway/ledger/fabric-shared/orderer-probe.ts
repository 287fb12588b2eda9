import { connect } from 'node:tls';
import type { OrdererEndpoint } from './channel-orderers.js';

const handshakeWaitMs = 5_000;

/**
 * Why an orderer does not answer at its address; undefined where it does. A TLS handshake is proof enough: a process that hangs
 * does not make one, and a port alone would still take the connection.
 */
export function probeOrderer({ address, tlsAuthorities }: OrdererEndpoint): Promise<string | undefined> {
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
