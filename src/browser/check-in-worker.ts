/**
 * Service worker of the pages at the door, and of those alone: what `check-in.ts` put aside is shown where the hub cannot be reached. It keeps
 * nothing by itself, and its policy lets it fetch from this hub alone.
 */
type Fetched = Event & { readonly request: Request; respondWith(answer: Promise<Response>): void }

const CACHE = 'check-in'

addEventListener('fetch', (event) => {
  const asked = event as Fetched
  const { method, mode, url } = asked.request
  const ours = new URL(url).origin === location.origin
  if (ours && method === 'GET' && (mode === 'navigate' || new URL(url).pathname.startsWith('/assets/')))
    asked.respondWith(answer(asked.request))
})

async function answer(request: Request): Promise<Response> {
  try {
    return await fetch(request)
  } catch (error) {
    const kept = await (await caches.open(CACHE)).match(request, { ignoreSearch: true, ignoreVary: true })
    if (kept === undefined) throw error
    return kept
  }
}

export {}
