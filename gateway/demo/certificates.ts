import type { Certification } from '../../chaincode/domain/records/index.js';
import type { Profile } from './profiles.js';
import { day, time, type Story } from './story.js';

/** Schemes that the demo certifier is accredited for; the names of real schemes, the certificates are made up. */
export const demoSchemes = ['iso-9001', 'iso-14001', 'ce-toys', 'gots', 'trademark-check'] as const;

/** Certificates, some with a change of status. */
export function tellCertificates(story: Story, profile: Profile): void {
  const { random } = story;
  if (!random.permille(profile.certified)) return;
  const count = random.between(1, 3);
  for (let n = 1; n <= count; n += 1) {
    const issued = story.end - random.between(30, 500) * day;
    const certificate = certification(story, `DC-${story.index}-${n}`, issued);
    story.tell('demo-certifier', issued, certificate);
    if (random.permille(profile.certificateTrouble)) tellTrouble(story, certificate, issued);
  }
}

function certification(story: Story, certificate: string, issued: number): Certification {
  const { random, seller } = story;
  const scheme = random.pick(demoSchemes);
  const subject =
    scheme === 'trademark-check'
      ? ({ subject: 'ip-right', right: random.pick(['trademark', 'authorised-reseller'] as const) } as const)
      : ({ subject: scheme.startsWith('iso-') ? 'organisation' : 'product' } as const);
  return {
    kind: 'certification',
    seller,
    at: time(issued),
    certificate,
    ...subject,
    scheme,
    jurisdictions: random.pick([['DE', 'FR', 'ES'], ['BR'], ['US'], ['DE', 'FR', 'IT', 'NL', 'PL']]),
    validFrom: time(issued),
    validUntil: time(issued + random.pick([365, 730, 1095]) * day),
    assessmentLevel: random.pick(['scheme-cab', 'scheme-cab', 'authority-peer', 'scheme-self']),
    ...(subject.subject === 'product'
      ? { products: [{ hs: random.pick(['950300', '610910', '851762']) }] }
      : {}),
  };
}

/** Suspended for a reason; then reinstated, revoked, or left so. */
function tellTrouble(story: Story, { certificate }: Certification, issued: number): void {
  const { random, seller } = story;
  const suspended = issued + random.between(20, 200) * day;
  const then = suspended + random.between(10, 60) * day;
  const change = (
    at: number,
    status: 'suspended' | 'reinstated' | 'revoked',
    reason: 'non-conformity' | 'surveillance-overdue' | 'resolved' | 'misuse',
  ): void => {
    const common = { kind: 'certification-status', seller, at: time(at), certificate } as const;
    story.tell('demo-certifier', at, { ...common, status, reason });
  };
  change(suspended, 'suspended', random.pick(['non-conformity', 'surveillance-overdue']));
  const end = random.weighted([4, 3, 3]);
  if (end === 0) change(then, 'reinstated', 'resolved');
  if (end === 1) change(then, 'revoked', 'misuse');
}

/** Lots sampled with limits in the manner of ISO 2859-1 general level II, AQL 0 / 2.5 / 4.0. */
export function tellInspections(story: Story, profile: Profile): void {
  const { random, seller } = story;
  if (!random.permille(profile.inspected)) return;
  const count = random.between(1, 4);
  for (let n = 1; n <= count; n += 1) {
    const at = story.end - random.between(5, 380) * day;
    const fails = random.permille(profile.inspectionFails);
    const defects = {
      critical: { found: fails && random.permille(200) ? 1 : 0, limit: 0 },
      major: { found: fails ? random.between(8, 15) : random.between(0, 7), limit: 7 },
      minor: { found: random.between(0, 10), limit: 10 },
    };
    story.tell(random.permille(850) ? 'demo-inspector' : 'demo-certifier', at, {
      kind: 'inspection',
      seller,
      at: time(at),
      inspection: `DI-${story.index}-${n}`,
      stage: random.pick(['pre-sale', 'in-sale', 'in-sale', 'after-sale']),
      lot: { id: `LOT-${story.index}-${n}`, size: random.between(501, 1200) },
      sample: 80,
      defects,
      result: fails ? 'fail' : 'pass',
      product: { hs: random.pick(['950300', '610910', '851762', '420292']) },
    });
  }
}
