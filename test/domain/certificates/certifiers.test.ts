import { expect } from 'chai';
import { certifierStates } from '../../../chaincode/domain/certificates/certifiers.js';
import type { Participant } from '../../../chaincode/domain/consortium/participant.js';
import { certifier } from '../score/fixtures.js';

describe('certifierStates', () => {
  const participant: Participant = {
    ...certifier,
    accreditation: [...certifier.accreditation],
    org: 'labs',
    roles: ['certifier'],
    keys: [],
    scope: {},
    validFrom: '2020-01-01T00:00:00Z',
  };

  it('takes what the score reads, and nothing else', () => {
    expect(certifierStates([participant], { organisations: [{ id: 'labs' }] })).to.deep.equal([certifier]);
  });

  it('leaves out a certifier whose organisation has left', () => {
    expect(certifierStates([participant], { organisations: [{ id: 'shop' }] })).to.deep.equal([]);
  });
});
