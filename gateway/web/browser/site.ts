/** Starts the worker that keeps pages for use without a network. */
async function startWorker(): Promise<void> {
  if (!('serviceWorker' in navigator) || !location.protocol.startsWith('http')) return;
  const { serviceWorker } = navigator;
  const all = await serviceWorker.getRegistrations();
  // The verify page had a worker of its own before. Its scope is the closer one, so it would answer for that page for ever.
  const former = all.filter(({ scope }) => new URL(scope).pathname === '/verify');
  await Promise.all(former.map((one) => one.unregister()));
  await serviceWorker.register('/site-worker.js', { scope: '/' });
}

// A browser may forbid it: without it every page works where there is a network.
startWorker().catch(() => undefined);
