import type { CallOptions, Caller } from './caller.js';
import { partsOf } from './parts.js';

/** An order of a seller, by its commitment. */
export interface SellersOrder {
  readonly seller: string;
  readonly order: string;
}

/** What a partner calls an order: a tracking number, the id of a payment. Up to 128 characters of ASCII. */
export interface PartnersReference extends SellersOrder {
  /** Participant id. */
  readonly partner: string;
  readonly reference: string;
}

/** `orders`: none where the reference is not known, or not for the caller; several where it is of a whole basket. */
export interface FoundReference {
  readonly reference: string;
  readonly orders: readonly SellersOrder[];
}

/** What became of a reference that was to be kept. docs/references.md says what each means. */
export type ReferenceOutcome = 'kept' | 'order_missing' | 'partner_not_named' | 'ended' | 'too_many';

const path = '/v1/references';
const perRequest = 500;

/** Asks for any number of references, each once: in the order given. Throws ProblemError, ClientError. */
export async function findReferences(
  caller: Caller,
  references: readonly string[],
  options?: CallOptions,
): Promise<readonly FoundReference[]> {
  const found: FoundReference[] = [];
  for (const asked of partsOf([...new Set(references)], perRequest)) {
    const body = { references: asked };
    const { value } = await caller.post<{ items: readonly FoundReference[] }>(path, body, {
      ...options,
      repeatable: true,
    });
    found.push(...value.items);
  }
  return found;
}

/** One outcome for each, in their order. Throws ProblemError, ClientError. */
export async function keepReferences(
  caller: Caller,
  references: readonly PartnersReference[],
  options?: CallOptions,
): Promise<readonly ReferenceOutcome[]> {
  const outcomes: ReferenceOutcome[] = [];
  for (const kept of partsOf(references, perRequest)) {
    const { value } = await caller.put<{ items: readonly { outcome: ReferenceOutcome }[] }>(
      path,
      { references: kept },
      options,
    );
    outcomes.push(...value.items.map(({ outcome }) => outcome));
  }
  return outcomes;
}

/** How many there were. Throws ProblemError, ClientError. */
export async function forgetReferences(
  caller: Caller,
  { seller, order }: SellersOrder,
  options?: CallOptions,
): Promise<number> {
  const query = new URLSearchParams({ seller, order }).toString();
  const { value } = await caller.delete<{ forgotten: number }>(`${path}?${query}`, options);
  return value.forgotten;
}
