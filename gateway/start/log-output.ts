import { writeSync } from 'node:fs';

export interface LogOutput {
  write(line: string): void;
}

/**
 * Where log lines go. One that cannot be written is dropped: pino's own output tries for ever, and a full disk under
 * the log would stop a gateway that can still answer reads.
 */
export function logOutput(fd: number): LogOutput {
  return {
    write(line) {
      try {
        writeSync(fd, line);
      } catch {
        // Nobody is left to tell; /readyz names a full disk.
      }
    },
  };
}
