export type Keeping<Key, Value> = {
  /** `read` is given what was kept before, however old it is. */
  get(key: Key, nowMs: number, read: (last: Value | undefined) => Promise<Value>): Promise<Value>
  /** Whoever asks from now on gets what was read after this. */
  forget(key: Key): void
}

type Kept<Value> = { readonly value: Value; readonly readAt: number }

/** Keeps what was read for so many milliseconds, of the clock that is given. Who asks while it is read waits for that reading; a fault is not kept. */
export function keeping<Key, Value>({ ms, most }: { readonly ms: number; readonly most: number }): Keeping<Key, Value> {
  const kept = new Map<Key, Kept<Value>>()
  const reading = new Map<Key, Promise<Value>>()
  const keep = (key: Key, one: Kept<Value>): void => {
    kept.delete(key)
    kept.set(key, one)
    const [oldest] = kept.keys()
    if (kept.size > most && oldest !== undefined) kept.delete(oldest)
  }
  return {
    async get(key, nowMs, read) {
      const known = kept.get(key)
      if (known !== undefined && Math.abs(nowMs - known.readAt) < ms) return known.value
      const under = reading.get(key)
      if (under !== undefined) return under
      const mine = read(known?.value)
      reading.set(key, mine)
      try {
        const value = await mine
        // Forgotten meanwhile: it may be older than what was told.
        if (reading.get(key) === mine) keep(key, { value, readAt: nowMs })
        return value
      } finally {
        if (reading.get(key) === mine) reading.delete(key)
      }
    },
    forget(key) {
      const known = kept.get(key)
      if (known !== undefined) kept.set(key, { ...known, readAt: Number.NEGATIVE_INFINITY })
      reading.delete(key)
    },
  }
}
