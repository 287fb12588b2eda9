import { createHash } from 'node:crypto';
import type { Fulfilment, Inspection, Order } from '../../chaincode/domain/records/index.js';

/** A commitment to a made-up thing: base64url of 32 bytes. */
export function commitment(name: string): string {
  return createHash('sha256').update(name).digest('base64url');
}

export function orderRecord(name: string, change: Partial<Order> = {}): Order {
  return {
    kind: 'order',
    seller: 'demo-platform.shop1',
    at: '2026-05-01T10:00:00Z',
    order: commitment(name),
    dispatchBy: '2026-05-03T10:00:00Z',
    deliverBy: '2026-05-10T23:00:00Z',
    country: 'BR',
    value: { currency: 'BRL', band: 8 },
    channel: 'web',
    ...change,
  };
}

export function fulfilmentRecord(name: string, change: Partial<Fulfilment> = {}): Fulfilment {
  return {
    kind: 'fulfilment',
    seller: 'demo-platform.shop1',
    at: '2026-05-02T10:00:00Z',
    order: commitment(name),
    event: 'dispatched',
    tracking: 'valid',
    ...change,
  };
}

export function inspectionRecord(name: string, change: Partial<Inspection> = {}): Inspection {
  const none = { found: 0, limit: 0 };
  return {
    kind: 'inspection',
    seller: 'demo-platform.shop1',
    at: '2026-05-01T10:00:00Z',
    inspection: name,
    stage: 'pre-sale',
    lot: { id: 'lot-1', size: 100 },
    sample: 10,
    defects: { critical: none, major: none, minor: none },
    result: 'pass',
    ...change,
  };
}
