import { SetupError } from '../data-dir/setup-error.js';
import type { App } from '../http/plugins/types.js';

/** Why a port cannot be listened at, and what to set. `what`: the port in words. */
export function portTaken(what: string, toDo: string, cause: unknown): SetupError {
  const { code = '' } = cause as NodeJS.ErrnoException;
  const reason = code === 'EADDRINUSE' ? 'another program listens there' : `it cannot be taken (${code})`;
  return new SetupError(`${what}: ${reason}. ${toDo}`, { cause });
}

/** Throws SetupError. */
export async function listen(app: App, host: string, port: number): Promise<void> {
  await app.listen({ host, port }).catch((cause: unknown) => {
    throw portTaken(`Port ${port} of ${host}`, 'Set STL_PORT or STL_HOST.', cause);
  });
}

/** Milliseconds that requests under way have to end when the gateway stops. */
const lastRequestsMs = 5_000;

/** A client that never finishes its request must not keep the stores from being closed. */
export async function drain(app: App): Promise<void> {
  const cut = setTimeout(() => app.server.closeAllConnections(), lastRequestsMs);
  await app.close();
  clearTimeout(cut);
}
