import type { ConsortiumDocument } from '../../chaincode/domain/consortium/document.js';
import { isKindOf, recordKinds } from '../../chaincode/domain/records/index.js';
import { parseTime } from '../../chaincode/domain/time.js';
import { reachOf } from './address.js';
import type { Remark } from './remark.js';

/** What is odd about a consortium document that the ledger would take. `now`: seconds since the epoch. */
export function oddities(document: ConsortiumDocument, now: number): Remark[] {
  return [
    ...thresholdOddities(document),
    ...addressOddities(document),
    ...nameOddities(document),
    ...authorityOddities(document),
    ...participantOddities(document, now),
    ...(document.parameters.demo
      ? [
          {
            pointer: '/parameters/demo',
            reason: 'every page and badge will call this ledger a demonstration',
          },
        ]
      : []),
    ...(document.policies.some(({ name }) => name === 'score')
      ? []
      : [{ pointer: '/policies', reason: 'without a policy named score there are no scores' }]),
  ];
}

function thresholdOddities({ k, organisations }: ConsortiumDocument): Remark[] {
  const n = organisations.length;
  if (n === 1) return [{ pointer: '/k', reason: 'one organisation alone decides everything' }];
  if (k < n) return [];
  return [
    { pointer: '/k', reason: 'every organisation must agree to everything: one that is gone stops all' },
  ];
}

function addressOddities({ organisations }: ConsortiumDocument): Remark[] {
  return organisations.flatMap(({ url }, i): Remark[] => {
    const pointer = `/organisations/${i}/url`;
    const first = organisations.findIndex((one) => one.url === url);
    const reach = reachOf(new URL(url));
    return [
      ...(first < i ? [{ pointer, reason: `the same address as /organisations/${first} has` }] : []),
      ...(reach === 'loopback' && organisations.length > 1
        ? [{ pointer, reason: 'only programs on the same machine reach this address' }]
        : []),
      ...(reach === 'private' && url.startsWith('http:')
        ? [{ pointer, reason: 'browsers check no signature on a page that came over plain HTTP' }]
        : []),
    ];
  });
}

function nameOddities({ organisations }: ConsortiumDocument): Remark[] {
  return organisations.flatMap(({ name, roles }, i): Remark[] => [
    ...(/^[\p{L}\p{M}\p{N}\p{P}\p{S} ]+$/u.test(name)
      ? []
      : [{ pointer: `/organisations/${i}/name`, reason: 'it holds characters that nobody sees' }]),
    ...(organisations.findIndex((one) => one.name === name) < i
      ? [{ pointer: `/organisations/${i}/name`, reason: 'another organisation has the same name' }]
      : []),
    ...(roles.length === 0
      ? [{ pointer: `/organisations/${i}/roles`, reason: 'it can register no participant alone' }]
      : []),
  ]);
}

function authorityOddities({ authority, fold, organisations }: ConsortiumDocument): Remark[] {
  const granted = new Set(Object.values(authority).flat());
  const nobodys = recordKinds.filter((kind) => isKindOf(fold.version, kind) && !granted.has(kind));
  const taken = new Set<string>(organisations.flatMap(({ roles }) => roles));
  const vacant = Object.keys(authority).filter((role) => !taken.has(role));
  return [
    ...(nobodys.length > 0
      ? [{ pointer: '/authority', reason: `no role may state ${nobodys.join(', ')}` }]
      : []),
    ...(vacant.length > 0
      ? [{ pointer: '/organisations', reason: `no organisation may register alone: ${vacant.join(', ')}` }]
      : []),
  ];
}

function participantOddities({ participants }: ConsortiumDocument, now: number): Remark[] {
  const over = (time: string): boolean => (parseTime(time) ?? 0) <= now;
  return participants.flatMap(({ keys, validUntil }, i): Remark[] => [
    ...(over(validUntil)
      ? [{ pointer: `/participants/${i}/validUntil`, reason: 'the registration has ended already' }]
      : []),
    ...keys.flatMap(({ notAfter }, j) =>
      over(notAfter)
        ? [{ pointer: `/participants/${i}/keys/${j}/notAfter`, reason: 'the key has ended already' }]
        : [],
    ),
  ]);
}
