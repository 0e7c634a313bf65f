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
