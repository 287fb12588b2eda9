import { expect } from 'chai';
import { hex, utf8 } from '../../../chaincode/domain/bytes.js';
import { canonicalText } from '../../../chaincode/domain/canonical.js';
import { readGenesis } from '../../../chaincode/domain/governance/genesis.js';
import { nodeCrypto } from '../../../chaincode/node-crypto.js';
import { LogAudit } from '../../../gateway/audit/audit-log.js';
import { newConsortium } from '../../support/consortium.js';

const leaves = Array.from({ length: 2 * 65_536 + 700 }, (_, i) => utf8(`leaf ${i}`));
const genesis = readGenesis(canonicalText(newConsortium().document), nodeCrypto.sha256);
const newLog = (memo?: ReturnType<LogAudit['memo']>): LogAudit => new LogAudit(nodeCrypto, genesis, memo);

describe('an audit of a log that goes on', function () {
  this.timeout(20_000);

  it('has the tree and the tiles of one that read all of it', () => {
    const sizes = [
      0,
      1,
      255,
      256,
      257,
      511,
      512,
      700,
      65_535,
      65_536,
      65_537,
      65_792,
      131_072,
      leaves.length,
    ];
    const roots = new Map<number, string>();
    const whole = newLog();
    for (const size of sizes) {
      whole.add(leaves.slice(whole.size, size));
      roots.set(size, hex(whole.tree(size).root()));
    }
    const tiles = new Map(
      [...whole.tilesSince(0)].map(({ bytes, index, level }) => [`${level}/${index}`, hex(bytes)]),
    );
    let resumed = newLog();
    for (const [i, size] of sizes.entries()) {
      const from = resumed.size;
      resumed.add(leaves.slice(from, size));
      expect(hex(resumed.tree(size).root()), `${size} leaves`).to.equal(roots.get(size));
      expect(hex(resumed.tree(from).root()), `${from} of ${size} leaves`).to.equal(roots.get(from));
      for (const { bytes, index, level, width } of resumed.tilesSince(from)) {
        expect(bytes.length).to.equal(32 * width);
        expect(
          tiles.get(`${level}/${index}`)?.startsWith(hex(bytes)),
          `tile ${level}/${index} of ${size}`,
        ).to.equal(true);
      }
      expect(resumed.memo().edge.join('').length, 'a few tiles, however large the log').to.be.below(40_000);
      // Through JSON, as it is kept.
      if (i % 2 === 0)
        resumed = newLog(JSON.parse(JSON.stringify(resumed.memo())) as ReturnType<LogAudit['memo']>);
    }
  });
});
