import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { once } from 'node:events';
import { expect } from 'chai';
import { fetchBytes } from '../../../gateway/audit/gateway-source.js';
import { endlessBody } from '../../support/endless.js';

describe('what an audit reads of a gateway', () => {
  let server: Server;
  let url: string;
  let body: ReturnType<typeof endlessBody>;
  before(async () => {
    server = createServer((_request, response) => {
      body = endlessBody();
      void body.stream
        .pipeTo(
          new WritableStream({
            write: (chunk) =>
              new Promise((resolve, reject) =>
                response.write(chunk, (error) => (error ? reject(error) : resolve())),
              ),
            close: () => void response.end(),
          }),
        )
        .catch(() => undefined);
    }).listen(0, '127.0.0.1');
    await once(server, 'listening');
    url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  });
  after(() => server.close());

  it('ends an answer that does not end, before it fills the memory', async () => {
    const failure: unknown = await fetchBytes(url, '/tlog/checkpoint').catch((error: unknown) => error);
    expect(failure).to.have.property('code', 'gateway_unreadable');
    expect(failure).to.have.property('message').that.includes('/tlog/checkpoint').and.includes('MiB');
    expect(body.isSpent()).to.equal(false);
  });
});
