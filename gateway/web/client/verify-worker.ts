/// <reference lib="webworker" />
declare const self: ServiceWorkerGlobalScope;

const STORE = 'stl-verify-1';
/** What a check needs. Everything else goes to the network as if this worker were not there. */
const needed = /^\/(?:verify(?:\/|$)|assets\/|icon\.svg$|v1\/(?:badges|status-lists)\/|v1\/trust-list$)/;
const PATIENCE = 8_000;

self.addEventListener('install', (event) => {
  event.waitUntil(
    caches
      .open(STORE)
      .then(keepPage)
      .then(() => self.skipWaiting()),
  );
});
/** The page with the files that it names. */
async function keepPage(store: Cache): Promise<void> {
  const page = await fetch('/verify');
  const files = (await page.clone().text()).match(/\/assets\/[\w.-]+/g) ?? [];
  await store.put('/verify', page);
  await store.addAll([...new Set(files), '/icon.svg', '/v1/trust-list']);
}

self.addEventListener('activate', (event) => {
  event.waitUntil(self.clients.claim());
});

/** The network first: an old status list must not hide a revocation. What is kept is dated, and the check says how old. */
self.addEventListener('fetch', (event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (request.method !== 'GET' || url.origin !== location.origin || !needed.test(url.pathname)) return;
  event.respondWith(answer(request, url));
});

async function answer(request: Request, url: URL): Promise<Response> {
  const store = await caches.open(STORE);
  // Named by their content, they never change.
  const known = url.pathname.startsWith('/assets/') ? await store.match(request) : undefined;
  if (known !== undefined) return known;
  try {
    const fresh = await fetch(request, { signal: AbortSignal.timeout(PATIENCE) });
    if (fresh.ok) await store.put(request, fresh.clone());
    return fresh;
  } catch (error) {
    const kept = await store.match(request);
    if (kept !== undefined) return kept;
    const shell = request.mode === 'navigate' ? await store.match('/verify') : undefined;
    if (shell !== undefined) return shell;
    throw error;
  }
}
