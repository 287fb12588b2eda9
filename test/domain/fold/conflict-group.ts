import type { FactRecord } from '../../../chaincode/domain/records/index.js';

/** The conflict group that a record lies in, as docs/fold.md lists them. Shares no code with the fold. */
export function conflictGroup(record: FactRecord, issuer: string): string {
  const { seller, kind } = record;
  switch (record.kind) {
    case 'order':
      return `${seller} ${kind} ${record.order}`;
    case 'fulfilment':
      return `${seller} ${kind} ${record.order} ${record.parcel ?? 1} ${record.event}`;
    case 'payment':
      return `${seller} ${kind} ${record.order} ${record.token} ${record.event}`;
    case 'review':
      return `${seller} ${kind} ${record.order} ${record.reviewer}`;
    case 'trace':
      return `${seller} ${kind} ${record.order} ${record.parcel ?? 1} ${record.event}`;
    case 'reply':
      return `${seller} ${kind} ${record.target}`;
    case 'case':
      return `${seller} ${kind} ${record.case}`;
    case 'inspection':
      return `${seller} ${kind} ${issuer} ${record.inspection}`;
    case 'certification':
    case 'certification-status':
      return `${seller} certificate ${issuer} ${record.certificate}`;
    case 'identity':
      return `${seller} ${kind}`;
    case 'correction':
      throw new Error('a correction lies in the group of its target');
  }
}
