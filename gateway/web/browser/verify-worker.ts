/// <reference lib="webworker" />
declare const self: ServiceWorkerGlobalScope;

/** Digest of all that the page is made of. The build puts it in, so that each deployment has a worker of its own. */
declare const pageDigest: string;

const cachePrefix = 'stl-verify-';
/** Holds the page for any seller, and its files. */
const shellCache = `${cachePrefix}${pageDigest}`;
/** Holds the pages of the sellers looked at last. They name files of this deployment, so they go with it. */
const pagesCache = `${shellCache}-pages`;
/** Holds the badges and status lists seen last. They outlive a deployment. */
const factsCache = `${cachePrefix}facts`;
/** Entries of one cache. More of them would tell too much about what the visitor looked at. */
const entriesKeptMax = 20;

/** Paths that a check needs. The worker leaves all others alone. */
const needed =
  /^\/(?:verify(?:\/(?!page$)[^/]*)?$|assets\/|icon\.svg$|scanner\.js$|v1\/(?:badges|status-lists)\/|v1\/trust-list$)/;
/** When the network takes longer, the worker answers with what it keeps. */
const networkWaitMs = 8_000;

self.addEventListener('install', (event) => {
  event.waitUntil(
    caches
      .open(shellCache)
      .then(keepPage)
      .then(() => self.skipWaiting()),
  );
});

/** Keeps the page with the files that it names. If one is missing this fails, and the browser tries again at the next visit. */
async function keepPage(store: Cache): Promise<void> {
  const page = await fetch('/verify');
  if (!page.ok) throw new Error(`the page is not there: ${page.status}`);
  const files = (await page.clone().text()).match(/\/assets\/[\w.-]+/g) ?? [];
  await store.addAll([...new Set(files), '/icon.svg', '/v1/trust-list']);
  await store.put('/verify', page);
}

/** Deletes what earlier deployments kept: no page names their files any more. */
async function dropOthers(): Promise<void> {
  const mine = new Set([shellCache, pagesCache, factsCache]);
  const names = await caches.keys();
  const old = names.filter((name) => name.startsWith(cachePrefix) && !mine.has(name));
  await Promise.all(old.map((name) => caches.delete(name)));
}

self.addEventListener('activate', (event) => {
  event.waitUntil(dropOthers().then(() => self.clients.claim()));
});

/** Asks the network first, so that an old status list hides no revocation. What is kept is dated, and the check judges its age. */
self.addEventListener('fetch', (event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (request.method !== 'GET' || url.origin !== location.origin || !needed.test(url.pathname)) return;
  event.respondWith(answer(request, url));
});

async function answer(request: Request, url: URL): Promise<Response> {
  const shell = await caches.open(shellCache);
  // Assets are named by their content, so they never change.
  const known = url.pathname.startsWith('/assets/') ? await shell.match(request) : undefined;
  if (known !== undefined) return known;
  const name = storeOf(url);
  const store = await caches.open(name);
  try {
    const fresh = await fetch(request, { signal: AbortSignal.timeout(networkWaitMs) });
    if (fresh.ok) await keep(store, request, fresh.clone());
    if (fresh.ok && name !== shellCache) await forget(store);
    return fresh;
  } catch (error) {
    const kept = await store.match(request);
    if (kept !== undefined) return kept;
    const page = request.mode === 'navigate' ? await shell.match('/verify') : undefined;
    if (page !== undefined) return page;
    throw error;
  }
}

function storeOf({ pathname, search }: URL): string {
  if (/^\/v1\/(?:badges|status-lists)\//.test(pathname)) return factsCache;
  return pathname.startsWith('/verify') && pathname + search !== '/verify' ? pagesCache : shellCache;
}

/** Deletes an entry before it writes it, so that the oldest stands first. */
async function keep(store: Cache, request: Request, fresh: Response): Promise<void> {
  await store.delete(request);
  await store.put(request, fresh);
}

async function forget(store: Cache): Promise<void> {
  const kept = await store.keys();
  for (const old of kept.slice(0, Math.max(0, kept.length - entriesKeptMax))) await store.delete(old);
}
