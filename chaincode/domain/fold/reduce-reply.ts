import { type Flags, type GroupDoc, standingFacts, winners } from './group.js';

/** The replies to one record: the earliest that stands counts, so that an answer is mended by a correction only. */
export function reduceReply(doc: GroupDoc): { readonly counted?: string; readonly flags: Flags } {
  const flags: Flags = new Map();
  const standing = standingFacts(doc, { withoutContested: false }, flags);
  const counted = winners(standing, () => 'reply', flags).get('reply');
  return { ...(counted === undefined ? {} : { counted: counted.id }), flags };
}
