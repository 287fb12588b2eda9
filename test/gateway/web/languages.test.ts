import { expect } from 'chai';
import {
  chooseLanguage,
  loadLanguages,
  localeOf,
  type Languages,
} from '../../../gateway/web/messages/languages.js';
import english, { type MessageKey } from '../../../gateway/web/messages/en.js';
import { dataBlock, html } from '../../../gateway/web/html/html.js';
import { Translator } from '../../../gateway/web/messages/translate.js';

/** Names of the holes: each language has plural forms of its own. */
const holes = (text: string): string[] =>
  [...text.matchAll(/\{([^}|]*)/g)].map(([, name = '']) => name).sort();

describe('languages of the pages', () => {
  let languages: Languages;
  before(async () => {
    languages = await loadLanguages();
  });

  it('have every text, with the same holes, and none that English lacks', () => {
    expect([...languages.keys()]).to.include.members(['en', 'zh']);
    for (const [tag, { messages }] of languages) {
      expect(Object.keys(messages), tag).to.have.members(Object.keys(english.messages));
      for (const [key, text] of Object.entries(messages)) {
        expect(text.trim(), `${tag} ${key}`).to.not.equal('');
        expect(holes(text), `${tag} ${key}`).to.deep.equal(holes(english.messages[key as MessageKey]));
      }
    }
  });

  it('are chosen by URL, then by the browser, and are English where neither is known', () => {
    expect(chooseLanguage(languages, 'zh', 'en')).to.equal('zh');
    expect(chooseLanguage(languages, undefined, 'zh-Hans-CN,zh;q=0.9,en;q=0.8')).to.equal('zh');
    expect(chooseLanguage(languages, undefined, 'xx, en;q=0.2, zh;q=0.7')).to.equal('zh');
    expect(chooseLanguage(languages, undefined, 'zh;q=0, en;q=0.1')).to.equal('en');
    for (const careless of ['__proto__', 'constructor', '../en', 'ZH ', ''])
      expect(chooseLanguage(languages, careless, 'xx;q=banana,*')).to.equal('en');
  });

  it('are known by tags of regions, too, in any case', () => {
    const more: Languages = new Map([...languages, ['pt-BR', languages.get('en')!]]);
    expect(chooseLanguage(more, undefined, 'pt-BR,pt;q=0.9,en;q=0.8')).to.equal('pt-BR');
    expect(chooseLanguage(more, 'pt-br', 'zh')).to.equal('pt-BR');
    expect(chooseLanguage(more, 'zh-Hans-CN', 'en')).to.equal('zh');
  });

  it('write numbers and dates as is usual there, in UTC', () => {
    const zh = new Translator('zh', {});
    expect(zh.date(1_790_294_399)).to.equal('2026年9月24日');
    expect(new Translator('en', {}).time(1_790_294_399)).to.include('11:59').and.to.include('UTC');
    expect(new Translator('en', {}).percent(985_000)).to.equal('98.5%');
  });

  it('say one and many as each language does', () => {
    const key = 'seller.reviews.mean';
    const said = (tag: string, text: string, count: number): string =>
      new Translator(tag, { [key]: text }).say(key, { count });
    const english = 'from {count|one: # review|other: # reviews}.';
    expect([1, 2, 1_000].map((n) => said('en', english, n))).to.deep.equal([
      'from 1 review.',
      'from 2 reviews.',
      'from 1,000 reviews.',
    ]);
    const polish = '{count|one: # opinia|few: # opinie|other: # opinii}';
    expect([1, 3, 5].map((n) => said('pl', polish, n))).to.deep.equal(['1 opinia', '3 opinie', '5 opinii']);
    expect(said('zh', '{count|other: # 条评价}', 1)).to.equal('1 条评价');
    const rich = new Translator('en', { [key]: `<i> ${english} {name}` }).rich(key, {
      count: 1,
      name: html`<b>x</b>`,
    });
    expect(rich.text).to.equal('&lt;i&gt; from 1 review. <b>x</b>');
  });

  it('write dates as the region of the visitor does, in the words of the language', () => {
    expect(new Translator('en', {}, 'en-GB').date(1_790_294_399)).to.equal('24 Sept 2026');
    expect(new Translator('en', {}, 'en-US').date(1_790_294_399)).to.equal('Sep 24, 2026');
  });

  it('take the region from what the browser asks for, and nothing else', () => {
    expect(localeOf('en', 'en-GB,en;q=0.9')).to.equal('en-GB');
    expect(localeOf('en', 'zh-CN, en;q=0.2, en-AU;q=0.4')).to.equal('en-AU');
    expect(localeOf('zh', 'zh-Hans-CN,zh;q=0.9')).to.equal('zh-CN');
    expect(localeOf('zh', 'en-GB')).to.equal('zh');
    expect(localeOf('pt-BR', 'pt-PT')).to.equal('pt-BR');
    // Another calendar or other digits would make a date that readers take for another one.
    expect(localeOf('en', 'en-GB-u-ca-buddhist-nu-thai')).to.equal('en-GB');
    // Formatters are kept for each locale: names that anybody can invent must not fill the memory.
    for (const careless of ['en-XX', 'en-ZZ;q=1', 'en-001', 'en-gb<script>', 'en-\u0000', '*', '', undefined])
      expect(localeOf('en', careless), String(careless)).to.equal('en');
  });

  it('escape what is put into a text', () => {
    const t = new Translator('en', english.messages);
    expect(t.rich('site.ledger', { ledger: '<b>"' }).text).to.equal('Ledger &lt;b&gt;&quot;');
    expect(html`<i>${t.say('site.ledger', { ledger: '<b>' })}</i>`.text).to.equal('<i>Ledger &lt;b&gt;</i>');
    const block = dataBlock('application/ld+json', { name: '</script><script>alert(1)</script>' }).text;
    expect(block.match(/<\/?script/g)).to.deep.equal(['<script', '</script']);
    expect(t.rich('site.ledger', { ledger: html`<code>1</code>` }).text).to.equal('Ledger <code>1</code>');
  });
});
