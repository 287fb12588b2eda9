import type { ConsortiumState } from '../../../chaincode/domain/consortium/document.js';
import { HttpProblemError } from '../plugins/problem.js';
import type { About } from './services.js';

/** The consortium in force. Throws HttpProblemError `projection_unavailable` while none is folded. */
export function foldedConsortium({ consortium }: Pick<About, 'consortium'>): ConsortiumState {
  const state = consortium();
  if (state === undefined)
    throw new HttpProblemError('projection_unavailable', 'No consortium is folded here yet.');
  return state;
}
