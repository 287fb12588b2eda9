import { type Flags, type GroupDoc, standingFacts, winners } from '../group.js';
import type { ReplyBody } from '../kinds/reply.js';
import { type GroupRules, nothingBesides, nothingCounted } from './group-rules.js';

/** The replies to one record: the earliest that stands counts, so that an answer is mended by a correction only. */
export function reduceReply(doc: GroupDoc<ReplyBody>): { readonly counted?: string; readonly flags: Flags } {
  const flags: Flags = new Map();
  const standing = standingFacts(doc, { withoutContested: false }, flags);
  const counted = winners(standing, () => 'reply', flags).get('reply');
  return { ...(counted === undefined ? {} : { counted: counted.id }), flags };
}

export const replies: GroupRules<'reply', ReplyBody> = {
  isLimited: true,
  contribution: nothingCounted,
  flags: (doc) => reduceReply(doc).flags,
  settle: nothingBesides,
};
