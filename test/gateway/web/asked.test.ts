import { expect } from 'chai';
import { domainOf } from '../../../gateway/web/pages/badge/snippet-page.js';
import { askedBy } from '../../../gateway/web/pages/verify/asked.js';
import { codeOf } from '../../../gateway/web/pages/verify/code.js';
import QRCode from 'qrcode';

describe('what addresses, codes and owners of shops say', () => {
  const asked = (path: string) => askedBy(new URL(path, 'https://a.example'));

  it('reads seller, shop and issuer from the address of a verify page', () => {
    expect(asked('/verify/p.shop?shop=Shop.EXAMPLE&issuer=certifier&lang=zh')).to.deep.equal({
      seller: 'p.shop',
      shop: 'shop.example',
      issuer: 'certifier',
    });
    expect(asked('/verify/p.s?shop=')).to.deep.equal({ seller: 'p.s' });
    for (const path of ['/verify', '/verify/', '/verify/%E0%A4%A', '/verify/a/b'])
      expect(asked(path), path).to.deep.equal({});
    expect(asked(`/verify/p.s?shop=${'x'.repeat(999)}`).shop).to.have.length(253);
  });

  it('puts the SHA-256 into every code, and the badge where it fits', () => {
    const link = 'https://a.example/verify/p.shop?shop=shop.example';
    const large = codeOf(link, 'x'.repeat(16_000));
    expect(large.text).to.match(/\?shop=shop\.example#sha256=[\w-]{43}$/);
    const room = 2_900 - large.text.length - '&badge='.length;
    for (const [length, isWhole] of [
      [100, true],
      [room, true],
      [room + 1, false],
    ] as const) {
      const { level, text } = codeOf(link, 'x'.repeat(length));
      expect(text).to.include('#sha256=');
      expect(text.includes('&badge=')).to.equal(isWhole);
      const { modules } = QRCode.create(text, { errorCorrectionLevel: level });
      expect(modules.size).to.be.at.most(177);
    }
  });

  it("takes a shop's domain as its owner types or pastes it", () => {
    for (const typed of [
      'shop.example',
      ' Shop.Example ',
      'https://shop.example/path?q',
      'shop.example/',
      'HTTP://shop.example:80',
    ])
      expect(domainOf(typed), typed).to.equal('shop.example');
    expect(domainOf('bücher.example')).to.equal('xn--bcher-kva.example');
    for (const none of ['', '  ', '"><script>', 'a b', 'javascript:alert(1)'])
      expect(domainOf(none), none).to.equal('');
  });
});
