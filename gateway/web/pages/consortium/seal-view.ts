import { factList } from '../../html/fact-list.js';
import { base64 } from '../../../../chaincode/domain/bytes.js';
import type { Checkpoint } from '../../../../chaincode/domain/tlog/checkpoint.js';
import type { Markup } from '../../html/html.js';
import type { Translator } from '../../messages/translate.js';
import { code } from './facts.js';

/** What was agreed on at a Seal. */
export const sealView = (t: Translator, { asof, fold, map, root, size }: Checkpoint): Markup =>
  factList([
    [t.say('consortium.seal.time'), t.time(asof)],
    [t.say('consortium.seal.size'), t.number(size)],
    [t.say('consortium.seal.root'), code(base64(root))],
    [t.say('consortium.seal.map'), code(base64(map))],
    [t.say('consortium.agree.rules'), t.say('consortium.agree.fold', { version: fold })],
  ]);
