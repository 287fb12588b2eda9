import { expect } from 'chai';
import { LedgerError } from '../../../gateway/ledger/port.js';
import { failureOf } from '../../support/failure.js';
import { embeddedHarness } from './embedded-harness.js';
import { portSuite } from './port-suite.js';

portSuite('embedded', embeddedHarness);

describe('the embedded ledger, which hosts several organisations', () => {
  it('lets each speak under its own MSP id, and none as an administrator by that', async () => {
    const harness = await embeddedHarness();
    const { ledger } = harness;
    try {
      const asked = { name: 'AdminOnly', args: ['member'] };
      expect(await failureOf(ledger.submit(asked, 'member:CertifierMSP')))
        .to.be.instanceOf(LedgerError)
        .with.nested.property('cause.code', 'admin_required');
      expect(await failureOf(ledger.submit(asked, 'member:NobodyMSP'))).to.include({ code: 'unavailable' });
    } finally {
      await harness.stop();
    }
  });
});
