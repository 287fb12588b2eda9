import type { LongTask } from '../../../frame/long-task.js';

/** A short file is done before anybody looks. */
const rowsWorthABar = 200;

/** Shows how far a long file is. */
export function shownRows(
  { show }: Pick<LongTask, 'show'>,
  title: string,
  rows: number,
): (done: number) => void {
  return (done) => {
    if (rows > rowsWorthABar) show(title, done, rows, 'rows');
  };
}
