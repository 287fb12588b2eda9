import { expect } from 'chai';
import { didOf } from '../../../chaincode/domain/badge/issuer.js';

describe('the DID of an organisation', () => {
  it('follows from its URL as did:web says', () => {
    for (const [url, did] of [
      // The specification's own examples.
      ['https://w3c-ccg.github.io', 'did:web:w3c-ccg.github.io'],
      ['https://w3c-ccg.github.io/user/alice', 'did:web:w3c-ccg.github.io:user:alice'],
      ['https://example.com:3000/user/alice', 'did:web:example.com%3A3000:user:alice'],
      // As pages and status lists are found below it.
      ['https://example.com/', 'did:web:example.com'],
      ['https://Example.COM/Trust//x/', 'did:web:example.com:Trust:x'],
      ['http://127.0.0.1:8080', 'did:web:127.0.0.1%3A8080'],
      ['http://[::1]:8080', 'did:web:%5B%3A%3A1%5D%3A8080'],
    ] as const)
      expect(didOf(url), url).to.equal(did);
  });

  it('is one DID whatever stands in the URL: nothing of it ends the DID or begins its fragment', () => {
    for (const [url, did] of [
      ['https://a.example/x#did:web:evil.example', 'did:web:a.example:x'],
      ['https://a.example?evil.example', 'did:web:a.example'],
      ['https://evil.example@a.example', 'did:web:a.example'],
      ['https://a.example/~me/%20/%2F/%zz', 'did:web:a.example:%7Eme:%20:%2F:%25zz'],
      ['https://a.example/b:c;d', 'did:web:a.example:b%3Ac%3Bd'],
      ["https://a.example/(!*')", 'did:web:a.example:%28%21%2A%27%29'],
    ] as const)
      expect(didOf(url), url).to.equal(did);
  });
});
