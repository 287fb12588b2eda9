import { replyGroup } from '../fact.js';
import { allEqual, type FoldedKind } from './folded-kind.js';

export interface ReplyBody {
  readonly kind: 'reply';
}

export const reply: FoldedKind<'reply', ReplyBody, 'reply'> = {
  group: ({ seller, target }) => replyGroup(seller, target),
  body: () => ({ kind: 'reply' }),
  authority: allEqual,
  isContestable: false,
};
