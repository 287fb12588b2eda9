/** One organisation's signed word for one epoch: the body of its checkpoint (`formatCheckpoint`). */
export interface Statement {
  readonly org: string;
  readonly body: string;
}

export interface Agreement {
  /** The body that k organisations signed alike; undefined while there is none. */
  readonly body: string | undefined;
  /** Who signed it, sorted. */
  readonly agree: readonly string[];
  /** Who signed another body, sorted. */
  readonly dissent: readonly string[];
  /** Who signed two bodies for this epoch, sorted: they count for neither, and their signatures are kept as evidence. */
  readonly equivocate: readonly string[];
  /** Who has not signed yet, sorted. */
  readonly silent: readonly string[];
}

/**
 * What the organisations of the set at the Seal agree on. The order of the statements does not matter, nor how often
 * one is repeated. With 2k > n at most one body can have k, so two gateways never find different agreements.
 * RangeError for a threshold that would let two bodies have it.
 */
export function agreementOf(
  organisations: readonly string[],
  k: number,
  statements: readonly Statement[],
): Agreement {
  if (2 * k <= organisations.length) throw new RangeError('2k must be above n');
  const bodies = new Map<string, Set<string>>(organisations.map((org) => [org, new Set<string>()]));
  // Whoever is not of the set at the Seal has no say in it, however valid the signature.
  for (const { org, body } of statements) bodies.get(org)?.add(body);
  const equivocate: string[] = [];
  const silent: string[] = [];
  const signers = new Map<string, string[]>();
  for (const org of [...organisations].sort()) {
    const [body, ...others] = bodies.get(org) ?? [];
    if (body === undefined) silent.push(org);
    else if (others.length > 0) equivocate.push(org);
    else signers.set(body, [...(signers.get(body) ?? []), org]);
  }
  const [agreed] = [...signers].filter(([, orgs]) => orgs.length >= k);
  const dissent = [...signers].filter(([body]) => body !== agreed?.[0]).flatMap(([, orgs]) => orgs);
  return {
    body: agreed?.[0],
    agree: agreed?.[1] ?? [],
    // Without an agreement nobody dissents from it yet.
    dissent: agreed ? dissent.sort() : [],
    equivocate,
    silent,
  };
}
