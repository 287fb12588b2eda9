import { expect } from 'chai';
import { settingsOf, type SourceOptions } from '../../../gateway/cli/commands/sync/settings.js';
import type { Address } from '../../../gateway/cli/sync/address.js';

describe('how a source is to be read', () => {
  const folder: Address = { kind: 'folder', name: 'in', path: 'in' };
  const database: Address = { kind: 'sqlite', name: 'sqlite:shop.db', path: 'shop.db' };
  const input: Address = { kind: 'standard input', name: 'standard input' };

  it('is in seconds, once and with care where nothing is said', () => {
    expect(settingsOf(folder, {})).to.include({ every: 0, settle: 10, lag: 600 });
    expect(settingsOf(folder, { every: '15m', settle: '90s' })).to.include({ every: 900, settle: 90 });
    const asked = { query: 'select 1', cursor: 'id', lag: '1h', every: '1d' };
    expect(settingsOf(database, asked)).to.include({
      query: 'select 1',
      cursor: 'id',
      lag: 3600,
      every: 86_400,
    });
  });

  const wrong: readonly (readonly [Address, SourceOptions, RegExp])[] = [
    [database, {}, /--query SQL is missing/],
    [folder, { query: 'select 1' }, /--query and --cursor are for databases/],
    [folder, { cursor: 'id' }, /--query and --cursor are for databases/],
    [database, { query: 'select 1', lag: '1m' }, /--lag is for a query with a --cursor/],
    [input, { every: '1m' }, /standard input is read once/],
    [input, { settle: '1m' }, /--settle is for folders/],
    ...['15', '0s', '15 m', '1.5h', '-1s', '2d', '99999999s', 'm', ''].map(
      (every) => [folder, { every }, /--every must be a span of time/] as const,
    ),
  ];
  for (const [address, options, words] of wrong) {
    it(`is refused for ${address.kind}: ${JSON.stringify(options)}`, () => {
      expect(() => settingsOf(address, options))
        .to.throw(words)
        .with.property('exitCode', 2);
    });
  }
});
