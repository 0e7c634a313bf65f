export type Buckets = {
  /** Takes points out for this key. Null: done; else the seconds after which there are enough again. */
  take(key: string, points: number): number | null
  /** Points that were spent elsewhere, also where there are not so many left: at most as many again, which have to come back first. */
  owe(key: string, points: number): void
}

/** Beyond this many keys, those that are full again are forgotten, and then the oldest: no flood of keys fills the memory. */
const MOST_KEYS = 50_000
/** Room is made for many at once: looking through all keys for each new one would itself be the flood's work. */
const KEPT_KEYS = 40_000
const MINUTE_MS = 60_000

type Bucket = { left: number; at: number }

/** Each key has so many points in so many minutes, which come back evenly. The clock is given, so that a test can move it. */
export function openBuckets(most: number, now: () => Date, minutes = 1): Buckets {
  const kept = new Map<string, Bucket>()
  const leftIn = ({ left, at }: Bucket, time: number) => Math.min(most, left + (Math.max(0, time - at) * most) / (minutes * MINUTE_MS))
  const makeRoom = (time: number) => {
    for (const [key, bucket] of kept) if (leftIn(bucket, time) >= most) kept.delete(key)
    for (const key of kept.keys()) {
      if (kept.size <= KEPT_KEYS) return
      kept.delete(key)
    }
  }
  // Put at the end anew: the first key is then the one that was quiet for longest.
  const keep = (key: string, left: number, time: number): void => {
    if (!kept.delete(key) && kept.size >= MOST_KEYS) makeRoom(time)
    kept.set(key, { left, at: time })
  }
  const leftOf = (key: string, time: number): number => {
    const bucket = kept.get(key)
    if (bucket === undefined) return most
    // A clock that was put back would otherwise give nothing back until it is where it was.
    if (bucket.at > time) bucket.at = time
    return leftIn(bucket, time)
  }
  return {
    take(key, points) {
      const time = now().getTime()
      const left = leftOf(key, time)
      if (left < points) return Math.max(1, Math.ceil(((Math.min(points, most) - left) * 60 * minutes) / most))
      keep(key, left - points, time)
      return null
    },
    owe(key, points) {
      const time = now().getTime()
      keep(key, Math.max(-most, leftOf(key, time) - points), time)
    },
  }
}
