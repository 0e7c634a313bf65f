import { z } from 'zod'
import type { Line } from '../platform/line.ts'

/** Open pages that want to hear when something changed. Carries no content: a page asks for what is new. */
export type Live = {
  /** `topic`: `dialogue/<id>`. Returns the way to leave. */
  listen(topic: string, hear: (message: LiveMessage) => void): () => void
  /** The pages of this process. */
  tell(topic: string, message: LiveMessage): void
  /** Those of every process of the hub; for what no event tells of. */
  tellAll(topic: string, message: LiveMessage): void
  hears(topic: string): boolean
  /** An event stream as it goes out, so that it can be ended from here. Any other answer is left as it is. */
  carried(answer: Response): Response
  /** Ends every stream of this process, with a word when to come back, each a little later than the one before: who comes back asks anew. */
  turnAway(): void
  /** How many streams there are. */
  streams(): number
}

export type LiveMessage = { readonly event: string; readonly data: Readonly<Record<string, string | number | null>> }

const TOPIC = 'live'
const SAID = z.object({
  topic: z.string(),
  message: z.object({ event: z.string(), data: z.record(z.string(), z.union([z.string(), z.number(), z.null()])) }),
})
/** A browser comes back after this, and so many in each millisecond. */
const SOONEST_MS = 300
const BACK_A_MS = 0.5

export function openLive(line?: Pick<Line, 'say' | 'hear' | 'onGap'>): Live {
  const topics = new Map<string, Set<(message: LiveMessage) => void>>()
  const streams = new Set<(retryMs: number) => void>()
  const tell = (topic: string, message: LiveMessage): void => {
    for (const hear of topics.get(topic) ?? []) hear(message)
  }
  const turnAway = (): void => [...streams].forEach((end, at) => end(Math.round(SOONEST_MS + at / BACK_A_MS)))
  line?.hear(TOPIC, (words) => {
    const said = SAID.safeParse(JSON.parse(words))
    if (said.success) tell(said.data.topic, said.data.message)
  })
  line?.onGap(turnAway)
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
    tell,
    tellAll(topic, message) {
      tell(topic, message)
      line?.say(TOPIC, JSON.stringify({ topic, message }))
    },
    hears: (topic) => topics.has(topic),
    carried: (answer) =>
      answer.body !== null && answer.headers.get('content-type')?.startsWith('text/event-stream') === true
        ? new Response(endable(answer.body, streams), answer)
        : answer,
    turnAway,
    streams: () => streams.size,
  }
}

/** The same bytes, until `ends` is asked to end them. */
function endable(body: ReadableStream<Uint8Array>, ends: Set<(retryMs: number) => void>): ReadableStream<Uint8Array> {
  const reader = body.getReader()
  let end: (retryMs: number) => void = () => undefined
  return new ReadableStream<Uint8Array>({
    start(controller) {
      end = (retryMs) => {
        ends.delete(end)
        controller.enqueue(new TextEncoder().encode(`retry: ${retryMs}\n\n`))
        controller.close()
        void reader.cancel().catch(() => undefined)
      }
      ends.add(end)
    },
    async pull(controller) {
      const { done, value } = await reader.read()
      // Ended meanwhile: then nothing can be added any more.
      if (!ends.has(end)) return
      if (!done) return controller.enqueue(value)
      ends.delete(end)
      controller.close()
    },
    cancel(reason) {
      ends.delete(end)
      return reader.cancel(reason)
    },
  })
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
