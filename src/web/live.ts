/** Open pages of this process that want to hear when something changed. Carries no content: a page asks for what is new. */
export type Live = {
  /** `topic`: `dialogue/<id>`. Returns the way to leave. */
  listen(topic: string, hear: (message: LiveMessage) => void): () => void
  tell(topic: string, message: LiveMessage): void
  hears(topic: string): boolean
}

export type LiveMessage = { readonly event: string; readonly data: Readonly<Record<string, string | number | null>> }

export function openLive(): Live {
  const topics = new Map<string, Set<(message: LiveMessage) => void>>()
  return {
    listen(topic, hear) {
      const hearers = topics.get(topic) ?? new Set()
      hearers.add(hear)
      topics.set(topic, hearers)
      return () => {
        hearers.delete(hear)
        if (hearers.size === 0) topics.delete(topic)
      }
    },
    tell(topic, message) {
      for (const hear of topics.get(topic) ?? []) hear(message)
    },
    hears: (topic) => topics.has(topic),
  }
}

/**
 * One reading for all who want it at once, as when the connection of a whole hall comes back: who asks while a reading is under way shares the
 * next one, so that what they get was read after they asked.
 */
export function sharing<Result>(read: (key: string) => Promise<Result>): (key: string) => Promise<Result> {
  const running = new Map<string, Promise<Result>>()
  const next = new Map<string, Promise<Result>>()
  const begin = (key: string): Promise<Result> => {
    next.delete(key)
    const reading = read(key).finally(() => {
      if (running.get(key) === reading) running.delete(key)
    })
    running.set(key, reading)
    return reading
  }
  return (key) => {
    const before = running.get(key)
    if (before === undefined) return begin(key)
    const shared =
      next.get(key) ??
      before.then(
        () => begin(key),
        () => begin(key),
      )
    next.set(key, shared)
    return shared
  }
}
