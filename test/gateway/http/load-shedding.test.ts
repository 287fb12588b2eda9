import { connect, type AddressInfo, type Socket } from 'node:net';
import { expect } from 'chai';
import fastify from 'fastify';
import { loadShedding } from '../../../gateway/http/plugins/load-shedding.js';
import type { App } from '../../../gateway/http/plugins/types.js';

describe('load shedding', () => {
  let app: App;
  let port: number;
  const start = async (patience: number): Promise<void> => {
    app = fastify();
    loadShedding(app, { requests: 100, bytes: 100, patience });
    app.post('/', () => 'taken');
    await app.listen({ host: '127.0.0.1', port: 0 });
    ({ port } = app.server.address() as AddressInfo);
  };
  afterEach(() => {
    app.server.closeAllConnections();
    return app.close();
  });

  /** Announces 60 bytes, and sends one. */
  async function slowSender(): Promise<Socket> {
    const seen = new Promise((resolve) => app.server.once('request', resolve));
    const socket = connect(port, '127.0.0.1');
    socket.on('error', () => undefined);
    socket.write('POST / HTTP/1.1\r\nhost: x\r\ncontent-type: text/plain\r\ncontent-length: 60\r\n\r\nx');
    await seen;
    return socket;
  }
  const send = (): Promise<Response> =>
    fetch(`http://127.0.0.1:${String(port)}/`, {
      method: 'POST',
      headers: { 'content-type': 'text/plain' },
      body: 'y'.repeat(60),
    });

  it('turns a sender away while another is under way that leaves no room', async () => {
    await start(60_000);
    await slowSender();
    expect((await send()).status).to.equal(500); // as this bare app words it
  });

  it('cuts off who announced much and sends nothing, rather than keep the others out', async () => {
    await start(0);
    const slow = await slowSender();
    const cut = new Promise((resolve) => slow.once('close', resolve));
    expect((await send()).status).to.equal(200);
    await cut;
  });

  it('has room again when senders have left', async () => {
    await start(60_000);
    for (let i = 0; i < 5; i++) expect((await send()).status).to.equal(200);
  });
});
