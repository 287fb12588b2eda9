import type { Socket } from 'node:net';
import { lineMax } from './protocol.js';

/** Calls back with each whole line that comes in. A peer that never ends its line is cut off, or it would fill the memory. */
export function onLines(socket: Socket, take: (line: string) => void): void {
  let rest = '';
  socket.setEncoding('utf8');
  socket.on('data', (text: string) => {
    const lines = (rest + text).split('\n');
    rest = lines.pop() ?? '';
    for (const line of lines) take(line);
    if (rest.length > lineMax) socket.destroy(new Error('the line is too long'));
  });
}
