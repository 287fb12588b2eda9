import { expect } from 'chai';
import type { Gateway } from '../../../gateway/start/server.js';
import { rawGet } from '../http/raw-get.js';
import { World } from '../harness.js';

describe('pages', () => {
  let world: World;
  let gateway: Gateway;
  before(async () => {
    world = await World.found();
    gateway = await world.start();
  });
  after(async () => {
    await gateway.close();
    await world.remove();
  });

  const get = (path: string, headers: Record<string, string> = {}) =>
    fetch(`${gateway.url}${path}`, { headers });

  it('come in the language of the visitor, and links keep a chosen one', async () => {
    const chinese = await get('/sellers', { 'accept-language': 'zh-CN,zh;q=0.9' });
    expect(chinese.headers.get('content-language')).to.equal('zh');
    expect(await chinese.text())
      .to.include('<html lang="zh" dir="ltr">')
      .and.to.include('查找卖家');
    const chosen = await (await get('/sellers?lang=zh', { 'accept-language': 'en' })).text();
    expect(chosen).to.include('href="/verify?lang=zh"');
    expect(chosen).to.include('<input type="hidden" name="lang" value="zh" />');
    const start = await (await get('/?lang=zh', { 'accept-language': 'en' })).text();
    expect(start).to.include('这个卖家守信吗？').and.to.include('href="/score?lang=zh"');
    expect(start).to.include('<input type="hidden" name="lang" value="zh" />');
  });

  it('run and style nothing but files of this site', async () => {
    const answer = await get('/sellers');
    const policy = answer.headers.get('content-security-policy') ?? '';
    expect(policy).to.include("default-src 'none'").and.to.include("script-src 'self'");
    expect(policy).to.not.include('unsafe');
    const page = await answer.text();
    expect(page).to.not.match(/ style=| on[a-z]+=|<style/);
    const sheet = /href="(\/assets\/style-[^"]+)" integrity="(sha384-[^"]+)"/.exec(page);
    const css = await get(sheet?.[1] ?? '');
    expect(css.headers.get('cache-control')).to.equal('public, max-age=31536000, immutable');
    const digest = await crypto.subtle.digest('SHA-384', await css.arrayBuffer());
    expect(`sha384-${Buffer.from(digest).toString('base64')}`).to.equal(sheet?.[2]);
  });

  it('bring their files once, and say after that that nothing has changed', async () => {
    for (const path of ['/badge.js', '/scanner.js', '/site-worker.js']) {
      // `fetch` would add that nothing kept is wanted.
      const url = `${gateway.url}${path}`;
      const tag = (await rawGet(url)).headers.etag ?? '';
      const again = await rawGet(url, { 'if-none-match': `"other", ${tag}` });
      expect([again.status, again.bytes.length, again.headers.etag]).to.deep.equal([304, 0, tag]);
      expect((await rawGet(url, { 'if-none-match': '"other"' })).status).to.equal(200);
      expect(again.headers['cache-control']).to.equal('public, max-age=300');
      expect(again.headers).to.include({
        'access-control-allow-origin': '*',
        'cross-origin-resource-policy': 'cross-origin',
      });
      expect((await fetch(`${gateway.url}${path}`, { method: 'HEAD' })).status).to.equal(200);
    }
  });

  it('meet whoever is lost with a page, and a program with a problem', async () => {
    const browser = { accept: 'text/html,application/xhtml+xml,*/*;q=0.8', 'accept-language': 'zh' };
    for (const path of [
      '/seller/demo-platform.shop1',
      '/<script>alert(1)</script>',
      `/verify/a/${'c'.repeat(9_000)}`,
      `/verify/${'c'.repeat(9_000)}`,
    ]) {
      const answer = await get(path, browser);
      const page = await answer.text();
      expect(answer.headers.get('content-type'), path).to.include('text/html');
      expect(page).to.include('lang="zh"').and.not.to.include('<script>alert');
    }
    for (const path of ['/seller/x', '/seller/%zz', '/sellers/%', '/%c0%af', '//%zz', '//[']) {
      const answer = await get(path, browser);
      expect([answer.status, answer.headers.get('content-type')], path).to.deep.equal([
        404,
        'text/html; charset=utf-8',
      ]);
      expect(answer.headers.get('content-security-policy')).to.include("default-src 'none'");
      expect(await answer.text()).to.include(answer.headers.get('x-request-id'));
    }
    for (const [path, headers] of [
      ['/v1/nothing', browser],
      ['/tlog/nothing', browser],
      ['/v1/sellers/%zz', browser],
      ['/seller/%zz', { accept: '*/*' }],
      ['/seller/x', { accept: '*/*' }],
    ] as const) {
      expect((await get(path, headers)).headers.get('content-type'), path).to.equal(
        'application/problem+json',
      );
    }
  });
});
