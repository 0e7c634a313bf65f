const read = new WeakMap<Request, URL>()

/** The address of a request, taken apart once: to do so at each look costs more than most looks. Nobody writes into it. */
export function urlOf(request: Request): URL {
  const known = read.get(request)
  if (known !== undefined) return known
  const url = new URL(request.url)
  read.set(request, url)
  return url
}
