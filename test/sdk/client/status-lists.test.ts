import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect } from 'chai';
import { base64url, utf8 } from '../../../chaincode/domain/bytes.js';
import { canonicalText } from '../../../chaincode/domain/canonical.js';
import { fetchStatusLists } from '../../../gateway/sdk/client/index.js';

describe('the status lists of a badge that nobody vouches for yet', () => {
  let server: Server;
  let site: string;
  let asked: string[];

  before(async () => {
    server = createServer((request, response) => {
      asked.push(request.url ?? '');
      if (!request.url?.endsWith('/7')) return response.end('a list');
      // An answer that never ends, and does not say how long it is.
      const send = (): void => {
        while (!response.destroyed && response.write(Buffer.alloc(65_536)));
      };
      response.on('drain', send);
      return send();
    });
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    site = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  });
  after(() => server.close());
  beforeEach(() => {
    asked = [];
  });

  const fetched = async (...urls: readonly unknown[]): Promise<readonly string[]> => {
    const part = (value: object): string => base64url(utf8(canonicalText(value)));
    const header = part({ alg: 'ES256', cty: 'vc', kid: 'did:web:a.example#k', typ: 'vc+jwt' });
    const claims = { credentialStatus: urls.map((url) => ({ statusListCredential: url })) };
    const badge = utf8(`${header}.${part(claims)}.${base64url(new Uint8Array(64))}`);
    return [...(await fetchStatusLists(badge)).keys()];
  };

  it('are asked for, each once', async () => {
    const [one, two] = [
      `${site}/v1/status-lists/suspension/0`,
      `${site}/v1/status-lists/revocation/1/good/0`,
    ];
    expect(await fetched(one, two, one)).to.have.members([one, two]);
    expect(asked).to.have.length(2);
  });

  it('make their reader ask for nothing else', async () => {
    const others = [
      `${site}/admin/delete`,
      `${site}/v1/status-lists/../../admin/0`,
      `${site}/v1/status-lists/suspension/0?badge=17`,
      `${site}/v1/status-lists/suspension/0#17`,
      `${site}/x/v1/status-lists/suspension/0`,
      `${site.replace('//', '//user:secret@')}/v1/status-lists/suspension/0`,
      'file:///etc/passwd',
      '/v1/status-lists/suspension/0',
      7,
      null,
    ];
    expect(await fetched(...others)).to.deep.equal([]);
    expect(asked).to.deep.equal([]);
  });

  it('do not fill the memory', async () => {
    const endless = `${site}/v1/status-lists/suspension/7`;
    expect(await fetched(endless)).to.deep.equal([]);
    expect(asked).to.deep.equal(['/v1/status-lists/suspension/7']);
  });
});
