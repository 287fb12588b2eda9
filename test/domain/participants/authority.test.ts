import { expect } from 'chai';
import { Authority } from '../../../chaincode/domain/participants/authority.js';
import type { Role, Scope } from '../../../chaincode/domain/consortium/participant.js';
import type { Case, Certification, FactRecord, Identity } from '../../../chaincode/domain/records/index.js';
import { defaultAuthority, newParticipant } from '../../support/consortium.js';
import { commitment, fulfilmentRecord, orderRecord, inspectionRecord } from '../../support/records.js';

const verdict = (roles: Role[], scope: Scope, record: FactRecord, matrix = defaultAuthority): string => {
  const authority = new Authority(newParticipant('demo-platform', 'org', roles, [], scope), matrix);
  const [defect] = authority.defects(record);
  return defect ? `${defect.code} ${defect.pointer}` : 'yes';
};

const base = { seller: 'demo-platform.shop1', at: '2026-05-01T10:00:00Z' };
const identity = (change: Partial<Identity>): Identity => ({ ...base, kind: 'identity', ...change });
const step = (name: Case['step']): Case => ({ ...base, kind: 'case', case: 'k', step: name, type: 'late' });
const certification: Certification = {
  ...base,
  kind: 'certification',
  certificate: 'c',
  subject: 'product',
  scheme: 'ce.toys',
  jurisdictions: ['DE', 'FR'],
  validFrom: '2026-01-01T00:00:00Z',
  validUntil: '2027-01-01T00:00:00Z',
  assessmentLevel: 'scheme-cab',
};

describe('authority', () => {
  it('follows the matrix: role by kind', () => {
    expect(verdict(['platform'], {}, orderRecord('1'))).to.equal('yes');
    expect(verdict(['carrier'], {}, orderRecord('1'))).to.equal('not_authorised /kind');
    expect(verdict(['carrier'], {}, fulfilmentRecord('1'))).to.equal('yes');
    expect(verdict(['carrier', 'certifier'], {}, certification)).to.equal('yes');
    expect(verdict(['platform'], {}, orderRecord('1'), { carrier: [] })).to.equal('kind_not_enabled /kind');
  });

  it('keeps a platform to its own sellers, whatever its scope says', () => {
    const foreign = orderRecord('1', { seller: 'demo-platform2.shop1' });
    expect(verdict(['platform'], {}, foreign)).to.equal('out_of_scope /seller');
    expect(verdict(['platform'], { sellers: [foreign.seller] }, foreign)).to.equal('out_of_scope /seller');
  });

  it('lets a seller join and answer, about itself only', () => {
    const own: Scope = { sellers: [base.seller] };
    expect(verdict(['seller'], own, identity({ sameAs: 'other.shop' }))).to.equal('yes');
    expect(verdict(['seller'], own, identity({ sameAs: 'other.shop', level: 'on-site' }))).to.equal(
      'not_authorised /kind',
    );
    expect(verdict(['seller'], own, identity({ country: 'BR' }))).to.equal('not_authorised /kind');
    expect(verdict(['seller'], own, step('responded'))).to.equal('yes');
    expect(verdict(['seller'], own, step('appealed'))).to.equal('yes');
    for (const name of ['opened', 'resolved', 'appeal-decided'] as const)
      expect(verdict(['seller'], own, step(name))).to.equal('not_authorised /kind');

    expect(verdict(['seller'], { sellers: ['demo-platform.shop2'] }, step('responded'))).to.equal(
      'out_of_scope /seller',
    );
    expect(verdict(['seller'], {}, step('responded'))).to.equal('out_of_scope /seller');
  });

  it("applies a seller's limits to replacements", () => {
    const correction = (replacement: Case): FactRecord => ({
      ...base,
      kind: 'correction',
      target: `${commitment('b')}.0`,
      reason: 'incorrect_data',
      replacement: replacement,
    });
    const own: Scope = { sellers: [base.seller] };
    expect(verdict(['seller'], own, correction(step('responded')))).to.equal('yes');
    expect(verdict(['seller'], own, correction(step('resolved')))).to.equal(
      'not_authorised /replacement/kind',
    );
  });

  it('narrows by seller, scheme and place', () => {
    const who: Role[] = ['certifier'];
    expect(verdict(who, { sellers: ['demo-platform.shop2'] }, certification)).to.equal(
      'out_of_scope /seller',
    );
    expect(verdict(who, { schemes: ['iso9001'] }, certification)).to.equal('out_of_scope /scheme');
    expect(verdict(who, { jurisdictions: ['DE'] }, certification)).to.equal('out_of_scope /jurisdictions');
    expect(verdict(who, { jurisdictions: ['DE', 'FR'], schemes: ['ce.toys'] }, certification)).to.equal(
      'yes',
    );
    const status: FactRecord = {
      ...base,
      kind: 'certification-status',
      certificate: 'c',
      status: 'revoked',
      reason: 'misuse',
    };
    expect(verdict(who, { jurisdictions: ['DE'] }, status)).to.equal('yes');
    expect(verdict(who, { jurisdictions: ['DE'] }, { ...status, jurisdiction: 'BR' })).to.equal(
      'out_of_scope /jurisdiction',
    );
    expect(verdict(who, { sellers: [] }, status)).to.equal('out_of_scope /seller');
  });

  it('does not let an issuer leave its places by saying nothing of them', () => {
    const inspection = inspectionRecord('i');
    const here = { jurisdictions: ['DE'] };
    expect(verdict(['inspector'], {}, inspection)).to.equal('yes');
    expect(verdict(['inspector'], here, inspection)).to.equal('out_of_scope /jurisdiction');
    expect(verdict(['inspector'], here, { ...inspection, jurisdiction: 'DE' })).to.equal('yes');
    const identity: FactRecord = { ...base, kind: 'identity', country: 'DE' };
    expect(verdict(['certifier'], here, identity)).to.equal('yes');
    expect(verdict(['certifier'], here, { ...identity, country: 'CN' })).to.equal('out_of_scope /country');
    const registers = [
      { country: 'DE', registrar: 'hrb', number: '1' },
      { country: 'CN', registrar: 'samr', number: '2' },
    ];
    expect(verdict(['certifier'], here, { ...identity, registers })).to.equal(
      'out_of_scope /registers/1/country',
    );
  });
});
