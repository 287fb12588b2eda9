import { expect } from 'chai';
import type { Aggregate, CertificationEntry } from '../../../chaincode/domain/fold/aggregate.js';
import type { Participant } from '../../../chaincode/domain/consortium/participant.js';
import { daySeconds, formatTime } from '../../../chaincode/domain/time.js';
import type { Numbers, ProjectionStatus, Queries } from '../../../gateway/projection/port.js';
import { CertificateEnds } from '../../../gateway/services/read/certificate-ends.js';
import { Ends, type OwnTerm } from '../../../gateway/services/read/ends.js';
import { EndsNotice, type WhatEnds } from '../../../gateway/services/read/ends-notice.js';
import { newParticipant, newSigner, now } from '../../support/consortium.js';

const ending = (id: string, org: string, seconds: number): Participant => ({
  ...newParticipant(id, org, ['carrier'], [newSigner('Ed25519')]),
  validUntil: formatTime(now + seconds),
});

describe('the notice of what ends', () => {
  let time: number;
  let ledgerHeight: number;
  let folded: number;
  let told: string[][];
  const participants = [
    ending('fine', 'platform', 31 * daySeconds + daySeconds),
    ending('gone', 'platform', -1),
    ending('other', 'payments', daySeconds),
    ending('soon', 'platform', 3 * daySeconds),
  ];
  beforeEach(() => {
    [time, ledgerHeight, folded, told] = [now, 7, 7, []];
  });
  const organisations = new Set(['platform']);
  const clock = (): number => time;
  const pages = (known: readonly Participant[]): Pick<Queries, 'participants'> => ({
    // A page at a time.
    participants: (after) => {
      const at = Number(after ?? 0);
      return { items: known.slice(at, at + 1), next: at + 1 < known.length ? String(at + 1) : null };
    },
  });
  interface Given {
    readonly known?: readonly Participant[];
    readonly certificates?: readonly OwnTerm[];
    readonly issued?: readonly (readonly [issuer: string, ...terms: Partial<CertificationEntry>[]])[];
    readonly tell?: (what: WhatEnds) => void;
  }
  const notice = ({ known = participants, certificates = [], issued = [], tell }: Given = {}): EndsNotice => {
    const queries = {
      ...pages(known),
      status: () => ({ height: folded }) as ProjectionStatus,
      aggregate: (seller: string) => {
        const number = Number(seller);
        const terms = issued[number]?.slice(1) as Partial<CertificationEntry>[];
        const certifications = terms.map((one) => ({ number, status: [], ...one }));
        return { public: { certifications } } as unknown as Aggregate;
      },
    };
    const numbers: Pick<Numbers, 'certificateAt' | 'certificateCount'> = {
      certificateCount: () => issued.length,
      certificateAt: (number) => ({
        certificate: 'C-1',
        issuer: issued[number]?.[0] ?? '',
        seller: String(number),
      }),
    };
    return new EndsNotice(
      { height: () => Promise.resolve(ledgerHeight) },
      queries,
      {
        ends: new Ends(queries, { organisations, certificates }),
        certificates: new CertificateEnds(queries, numbers, { organisations, clock }),
        clock,
      },
      tell ?? (({ ends }) => told.push(ends.map(({ days, owner, what }) => `${owner}: ${what} ${days}`))),
    );
  };

  it('is given once a day, for the own organisation’s participants', async () => {
    const own = notice();
    for (let block = 0; block < 3; block++) await own.look();
    expect(told).to.deep.equal([['gone: registration -1', 'soon: registration 3']]);
    time += daySeconds;
    await own.look();
    await own.look();
    expect(told.slice(1)).to.deep.equal([['gone: registration -2', 'soon: registration 2']]);
    time += daySeconds;
    await own.look();
    expect(told.at(-1)).to.deep.equal([
      'gone: registration -3',
      'soon: registration 1',
      'fine: registration 30',
    ]);
  });

  it('waits until the ledger is folded: half of it still has what was renewed later', async () => {
    folded = 6;
    const own = notice();
    await own.look();
    expect(told).to.deep.equal([]);
    folded = 7;
    await own.look();
    expect(told).to.have.length(1);
  });

  it('says nothing where nothing ends', async () => {
    await notice({ known: participants.slice(0, 1) }).look();
    await notice({ known: [] }).look();
    expect(told).to.deep.equal([]);
  });

  it('tells of the X.509 certificates by which the ledger is reached, 30 and 7 days before', async () => {
    const certificate = (id: string, days: number): OwnTerm => {
      const at = formatTime(now + days * daySeconds);
      return { what: 'organisation-certificate', owner: 'platform', id, at };
    };
    const whole: WhatEnds[] = [];
    const certificates = [certificate('gateway-identity', 8), certificate('peer-tls-authority', 31)];
    const own = notice({ known: [], certificates, tell: (what) => whole.push(what) });
    await own.look();
    time += daySeconds;
    await own.look();
    expect(whole.map(({ ends }) => ends.map(({ id, days, notice }) => [id, days, notice]))).to.deep.equal([
      [['gateway-identity', 8, 30]],
      [
        ['gateway-identity', 7, 7],
        ['peer-tls-authority', 30, 30],
      ],
    ]);
  });

  it('counts certificates of its own certifiers that end soon and were not renewed', async () => {
    const lab = newParticipant('lab', 'platform', ['certifier'], [newSigner('Ed25519')]);
    const other = newParticipant('other', 'payments', ['certifier'], [newSigner('Ed25519')]);
    const until = (days: number): Partial<CertificationEntry> => ({ validUntil: now + days * daySeconds });
    const status = [{ at: now, status: 'revoked', reason: 'x' }] as const;
    const whole: WhatEnds[] = [];
    await notice({
      known: [lab, other],
      issued: [
        ['lab', until(20)],
        ['lab', until(5)],
        ['lab', until(5), until(400)],
        ['lab', until(-1)],
        ['lab', { ...until(5), status }],
        ['other', until(5)],
      ],
      tell: (what) => whole.push(what),
    }).look();
    expect(whole.map(({ certificates }) => certificates)).to.deep.equal([{ within30: 2, within7: 1 }]);
  });
});

describe('all that ends some day', () => {
  it('is listed whether it ends soon or not, what ends first coming first, without what was ended on purpose', () => {
    const [far, near] = [ending('far', 'platform', 90_000 * daySeconds), ending('near', 'platform', -1)];
    const items = [far, near, { ...ending('left', 'platform', 5), status: 'ended' as const }];
    const list = new Ends(
      { participants: () => ({ items, next: null }) },
      { organisations: new Set(['platform']), certificates: [] },
    ).list();
    expect(list[0]).to.deep.equal({ owner: 'near', what: 'registration', id: 'near', at: near.validUntil });
    expect(list.at(-1)).to.include({ owner: 'far', what: 'registration', at: far.validUntil });
    expect(list.map(({ what }) => what).sort()).to.deep.equal(['key', 'key', 'registration', 'registration']);
  });
});
