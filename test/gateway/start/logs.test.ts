import { closeSync, openSync } from 'node:fs';
import { connect } from 'node:net';
import { expect } from 'chai';
import { logOutput } from '../../../gateway/start/log-output.js';
import { exchange, inertApp } from '../http/raw-socket.js';

const end = 'host: x\r\nconnection: close\r\n\r\n';

/** Keeps what a gateway logs. */
class Lines {
  readonly lines: string[] = [];
  write(line: string): void {
    this.lines.push(line);
  }
  ofLevel(level: string): string[] {
    return this.lines.filter((line) => line.includes(`"level":"${level}"`));
  }
}

describe('the log', () => {
  it('has an unexpected failure once, under its requestId, with nothing of what was sent', async () => {
    const log = new Lines();
    const { app, port } = await inertApp(log);
    const answer = await exchange(port, `GET /v1/sellers/demo-platform.secret9/score HTTP/1.1\r\n${end}`);
    await app.close();
    const { requestId } = JSON.parse(answer.split('\r\n\r\n')[1] ?? '') as { requestId: string };
    expect(log.ofLevel('error')).to.have.length(1);
    expect(log.ofLevel('error')[0]).to.include(requestId);
    expect(log.lines.join('')).not.to.include('secret9');
  });

  it('takes a sender that goes away for no failure of its own', async () => {
    const log = new Lines();
    const { app, port } = await inertApp(log);
    const seen = new Promise((resolve) => app.server.once('request', resolve));
    const socket = connect(port, '127.0.0.1');
    socket.write(
      `POST /v1/scores HTTP/1.1\r\ncontent-type: application/json\r\ncontent-length: 9\r\n${end}{`,
    );
    await seen;
    socket.destroy();
    await app.close();
    expect(log.ofLevel('error')).to.deep.equal([]);
  });

  it('does not stop the gateway when it cannot be written', async () => {
    const full = openSync('/dev/full', 'w');
    const { app, port } = await inertApp(logOutput(full));
    for (let i = 0; i < 3; i++)
      expect(await exchange(port, `GET /nothing HTTP/1.1\r\n${end}`)).to.match(/^HTTP\/1\.1 404 /);

    // pino flushes after a fatal line, until it is written.
    app.log.fatal('stopping');
    await app.close();
    closeSync(full);
  });
});

describe('a gateway that stops', () => {
  it('answers what still arrives with a problem, not with text of its own', async () => {
    const { app, port } = await inertApp();
    const socket = connect(port, '127.0.0.1');
    let answer = '';
    const gone = new Promise((resolve) =>
      socket.on('data', (chunk) => (answer += String(chunk))).on('close', resolve),
    );
    const connected = new Promise((resolve) => app.server.once('connection', resolve));
    socket.write('GET /livez HTTP/1.1\r\nhost: x\r\n');
    await connected;
    const closed = app.close();
    setImmediate(() => socket.write('\r\n'));
    await Promise.all([closed, gone]);
    expect(answer)
      .to.match(/^HTTP\/1\.1 503 /)
      .and.include('application/problem+json')
      .and.include('overloaded');
  });
});
