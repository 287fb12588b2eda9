import { Refusal } from '../domain/errors.js';
import type { TransactionContext } from './transaction.js';

/** The call's one argument. Throws Refusal `document_schema` for none or more. */
export function onlyArgument({ args }: TransactionContext): string {
  const [argument, ...more] = args;
  if (argument === undefined || more.length > 0)
    throw new Refusal({ code: 'document_schema', reason: 'exactly one argument is expected' });

  return argument;
}

/** The call's two arguments. Throws Refusal `document_schema` for fewer or more. */
export function twoArguments({ args }: TransactionContext): readonly [string, string] {
  const [first, second, ...more] = args;
  if (first === undefined || second === undefined || more.length > 0)
    throw new Refusal({ code: 'document_schema', reason: 'exactly two arguments are expected' });

  return [first, second];
}

/** Throws Refusal `document_schema` where a call that takes no arguments has some. */
export function noArguments({ args }: TransactionContext): void {
  if (args.length > 0) throw new Refusal({ code: 'document_schema', reason: 'no arguments are expected' });
}
