/** All that the client does not compute itself: the network, what stays on the device, time and chance. A test holds them still. */
export type Outside = {
  readonly fetch: (address: string, init: RequestInit) => Promise<Response>
  readonly device: Store
  /** Milliseconds. */
  now(): number
  random(bytes: number): Uint8Array<ArrayBuffer>
}

export type Store = {
  get(name: string): string | null
  /** False where nothing can be kept here. */
  set(name: string, value: string): boolean
  remove(name: string): void
  names(): readonly string[]
}

/** A whole number below `limit` (at most 2^32), as good as uniform: for moments, not for keys. */
export function below({ random }: Pick<Outside, 'random'>, limit: number): number {
  const [a = 0, b = 0, c = 0, d = 0] = random(4)
  return Math.floor(((a * 2 ** 24 + b * 2 ** 16 + c * 2 ** 8 + d) / 2 ** 32) * limit)
}

const head = 'voice.'

/** What stays in the browser when the page is closed. Everything of the voter's client begins with one word, so that it can be forgotten whole. */
export const deviceStore: Store = {
  get: (name) => attempt(() => localStorage.getItem(head + name), null),
  set: (name, value) =>
    attempt(() => {
      localStorage.setItem(head + name, value)
      return true
    }, false),
  remove: (name) => attempt(() => localStorage.removeItem(head + name), undefined),
  names: () =>
    attempt(
      () =>
        Object.keys(localStorage)
          .filter((name) => name.startsWith(head))
          .map((name) => name.slice(head.length)),
      [],
    ),
}

/** What is gone when the page is. */
export function visitStore(): Store {
  const held = new Map<string, string>()
  return {
    get: (name) => held.get(name) ?? null,
    set(name, value) {
      held.set(name, value)
      return true
    },
    remove: (name) => void held.delete(name),
    names: () => [...held.keys()],
  }
}

export function forget(store: Store): void {
  for (const name of store.names()) store.remove(name)
}

/** A browser that is told to keep nothing throws when it is asked. */
function attempt<T>(deed: () => T, otherwise: T): T {
  try {
    return deed()
  } catch {
    return otherwise
  }
}

/**
 * Says the reader's language with each question, so that sentences of the hub and the box come in it. One of three: a browser says its whole list
 * otherwise, which tells more.
 */
export const speaking = (outside: Outside, language: () => string): Outside => ({
  ...outside,
  fetch: async (address, init) => {
    const headers = new Headers(init.headers)
    headers.set('accept-language', language())
    return outside.fetch(address, { ...init, headers })
  },
})

export const realOutside: Outside = {
  fetch: async (address, init) => fetch(address, init),
  device: deviceStore,
  now: () => Date.now(),
  random: (bytes) => crypto.getRandomValues(new Uint8Array(bytes)),
}
