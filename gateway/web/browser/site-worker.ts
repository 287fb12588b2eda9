/// <reference lib="webworker" />
declare const self: ServiceWorkerGlobalScope;

/** Digest of all that the pages are made of. The build puts it in, so that each deployment has a worker of its own. */
declare const pageDigest: string;

const cachePrefix = 'stl-';
/** Holds the files that kept pages need, the verify page for any seller, and what is shown where nothing is kept. */
const shellCache = `${cachePrefix}shell-${pageDigest}`;
/** Holds the pages of the sellers looked at last. They name files of this deployment, so they go with it. */
const pagesCache = `${cachePrefix}pages-${pageDigest}`;
/** Holds the badges and status lists seen last. They outlive a deployment. */
const factsCache = `${cachePrefix}facts`;
/** Entries of one cache. More of them would tell too much about what the visitor looked at. */
const entriesKeptMax = 20;

/** The page that checks any seller's badge, and the ones that were opened for one. */
const verifyPages = /^\/verify(?:\/(?!page$)[^/]*)?$/;
const sellerPages = /^\/sellers\/[^/]+$/;
const facts = /^\/v1\/(?:badges|status-lists)\//;
const shellFiles = /^\/(?:assets\/|icon\.svg$|scanner\.js$|v1\/trust-list$)/;
/** Pages vary by language. Without a network one in another language is better than none. */
const anyLanguage = { ignoreVary: true };
/** Milliseconds that the network has to begin an answer where another one is kept. */
const networkWaitMs = 8_000;

self.addEventListener('install', (event) => {
  event.waitUntil(keepOpenPages().then(() => self.skipWaiting()));
});

/** The page that brought this worker was loaded before it: it is kept now, or it would be missing without a network. */
async function keepOpenPages(): Promise<void> {
  const shell = await caches.open(shellCache);
  await keepWithFiles(shell, new Request('/offline'), await need('/offline'));
  const windows = await self.clients.matchAll({ type: 'window', includeUncontrolled: true });
  await Promise.all(windows.map(({ url }) => keepOpenPage(new Request(url.replace(/#.*/s, '')))));
}

async function keepOpenPage(request: Request): Promise<void> {
  const url = new URL(request.url);
  if (verifyPages.test(url.pathname)) await keepVerifyPage();
  if (storeOf(url) !== pagesCache) return;
  const page = await fetch(request);
  if (page.ok) await keepWithFiles(await caches.open(pagesCache), request, page);
}

/** Once one badge was checked, the page is there for all: without a network it tells what can be told of a badge that is brought. */
async function keepVerifyPage(): Promise<void> {
  const shell = await caches.open(shellCache);
  if ((await shell.match('/verify', anyLanguage)) !== undefined) return;
  await shell.add('/v1/trust-list');
  await keepWithFiles(shell, new Request('/verify'), await need('/verify'));
}

async function need(path: string): Promise<Response> {
  const answer = await fetch(path);
  if (!answer.ok) throw new Error(`${path} is not there: ${answer.status}`);
  return answer;
}

/** Keeps a page with the files that it names. If one is missing it fails, and the page is kept at the next visit. */
async function keepWithFiles(store: Cache, request: Request, page: Response): Promise<void> {
  const shell = await caches.open(shellCache);
  const named = (await page.clone().text()).match(/\/assets\/[\w.-]+/g) ?? [];
  const known = new Set((await shell.keys()).map(({ url }) => new URL(url).pathname));
  await shell.addAll([...new Set([...named, '/icon.svg'])].filter((file) => !known.has(file)));
  await keep(store, request, page);
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
  if (request.method !== 'GET' || url.origin !== location.origin) return;
  const name = storeOf(url);
  if (name !== undefined) event.respondWith(answer(event, url.pathname, name));
  else if (request.mode === 'navigate') event.respondWith(fetch(request).catch(offline));
});

/**
 * Undefined for what is not kept. The shell is not bounded, so that nothing with a query goes there: a shop's link names the
 * shop in it, and whoever makes links could fill the disk.
 */
function storeOf({ pathname, search }: URL): string | undefined {
  if (facts.test(pathname)) return factsCache;
  if (search === '' && (pathname === '/verify' || shellFiles.test(pathname))) return shellCache;
  return verifyPages.test(pathname) || sellerPages.test(pathname) ? pagesCache : undefined;
}

async function answer(event: FetchEvent, pathname: string, name: string): Promise<Response> {
  const { request } = event;
  const shell = await caches.open(shellCache);
  // Assets are named by their content, so they never change.
  const known = pathname.startsWith('/assets/') ? await shell.match(request) : undefined;
  if (known !== undefined) return known;
  const store = await caches.open(name);
  try {
    const fresh = await begun(request);
    if (!fresh.ok) return fresh;
    // Where there is no room for it, it is not kept. Nobody need wait until all of a page is.
    const kept = keepFresh(store, request, fresh.clone(), name).catch(() => undefined);
    if (request.mode === 'navigate') event.waitUntil(kept);
    else await kept;
    return fresh;
  } catch (error) {
    const kept = await store.match(request, anyLanguage);
    if (kept !== undefined) return sellerPages.test(pathname) ? marked(kept) : kept;
    if (request.mode !== 'navigate') throw error;
    const verify = verifyPages.test(pathname) ? await shell.match('/verify', anyLanguage) : undefined;
    return verify ?? offline();
  }
}

/** Rejects where the network does not begin to answer. An answer that has begun may take its time. */
async function begun(request: Request): Promise<Response> {
  const stop = new AbortController();
  const timer = setTimeout(() => stop.abort(), networkWaitMs);
  try {
    return await fetch(request, { signal: stop.signal });
  } finally {
    clearTimeout(timer);
  }
}

async function keepFresh(store: Cache, request: Request, fresh: Response, name: string): Promise<void> {
  if (request.mode !== 'navigate') {
    await keep(store, request, fresh);
  } else {
    await keepWithFiles(store, request, fresh);
    if (verifyPages.test(new URL(request.url).pathname)) await keepVerifyPage();
  }
  if (name !== shellCache) await forget(store);
}

/** Deletes an entry before it writes it, so that the oldest stands first. */
async function keep(store: Cache, request: Request, fresh: Response): Promise<void> {
  await store.delete(request, anyLanguage);
  await store.put(request, fresh);
}

async function forget(store: Cache): Promise<void> {
  const kept = await store.keys();
  for (const old of kept.slice(0, Math.max(0, kept.length - entriesKeptMax))) await store.delete(old);
}

/** A page that says of itself that it is a saved copy, and of when. The page brings the words, hidden. */
async function marked(kept: Response): Promise<Response> {
  const { headers, status } = kept;
  const fields = new Headers(headers);
  for (const ofPackedBytes of ['content-encoding', 'content-length']) fields.delete(ofPackedBytes);
  const text = (await kept.text()).replace(/(id="saved-copy")\s+hidden/, '$1');
  return new Response(text, { status, headers: fields });
}

async function offline(): Promise<Response> {
  const page = await caches.match('/offline', { cacheName: shellCache, ...anyLanguage });
  return page ?? Response.error();
}
