import pg from 'pg'
import { settingsFor, type Connection } from './db.ts'

/**
 * What processes of one hub say to one another, over the database (LISTEN and NOTIFY). Best effort, in small words: what must not be lost stands in
 * rows. Where something may have been missed, `onGap` says so.
 */
export type Line = {
  /** Soon, to all others; the same words once. Nothing where nobody else is there. */
  say(topic: string, words: string): void
  hear(topic: string, hear: (words: string) => void): void
  /** Called when this process may have missed words: after a cut, and when another one went without a farewell. */
  onGap(act: () => void): void
  /** How many other processes there are. */
  others(): number
  /** Whether it is this process that does what one does for all. Ends with its connection. */
  leads(): Promise<boolean>
  close(): Promise<void>
}

/** Of a hub that is one process. */
export const NOBODY_ELSE: Line = {
  say: () => undefined,
  hear: () => undefined,
  onGap: () => undefined,
  others: () => 0,
  leads: async () => true,
  close: async () => undefined,
}

type Message = {
  readonly from: string
  /** Who comes is answered; who goes takes nothing along. */
  readonly sign?: 'hello' | 'bye' | 'gap'
  /** Made of the hub's secret. */
  readonly mark?: string
  readonly words?: readonly (readonly [topic: string, words: string])[]
}

type LineOptions = {
  readonly connection: Connection
  /** Random; names this process while it lives. */
  readonly name: string
  /** The same in all processes that have the same secret; says nothing else. */
  readonly mark: string
  readonly note: (line: string) => void
  /** Between two signs of life. */
  readonly beatMs?: number
}

const CHANNEL = 'passerelle'
/** Any two numbers, the same for ever: whoever holds this lock leads. */
const LEAD_LOCK = '1885434739, 1818584164'
const OTHER_SECRET =
  'Another process of this hub has another secret: what one seals the other cannot open. Give all of them the same keys/ folder, or the same PASSERELLE_SECRET.'
/** Long enough to make one of a hundred votes, short enough for nobody to notice. */
const GATHER_MS = 40
/** PostgreSQL takes less than 8,000 bytes. */
const MOST_BYTES = 7_000
/** What is more than that within one gathering is not said word by word. */
const MOST_WAITING = 5_000
const BEATS_UNTIL_LOST = 4
const TIMEOUT_MS = 5_000
const PAUSES_MS = [50, 200, 500, 1_000, 2_000]

/** One connection of its own, that listens, speaks and holds the lock; it comes back by itself. */
export function openLine(options: LineOptions): Promise<Line> {
  return new OpenLine(options).begin()
}

class OpenLine implements Line {
  readonly #options: Required<LineOptions>
  readonly #hearers = new Map<string, ((words: string) => void)[]>()
  readonly #gaps: (() => void)[] = []
  readonly #others = new Map<string, number>()
  #waiting = new Map<string, readonly [string, string]>()
  #overflowed = false
  #client: pg.Client | null = null
  #leading = false
  #askedToLeadAt = Number.NEGATIVE_INFINITY
  #gathering: NodeJS.Timeout | undefined
  #beating: NodeJS.Timeout | undefined
  #beatAt = 0
  #closed = false
  /** One after the other: a second word never overtakes the first. */
  #speaking: Promise<unknown> = Promise.resolve()

  constructor(options: LineOptions) {
    this.#options = { beatMs: 2_000, ...options }
  }

  /** The first connection must stand: a hub that cannot hear does not open its door. */
  async begin(): Promise<Line> {
    await this.#connect()
    this.#beatAt = performance.now()
    this.#beating = setInterval(() => this.#beat(), this.#options.beatMs)
    return this
  }

  say(topic: string, words: string): void {
    if (this.#closed || this.#others.size === 0) return
    if (this.#waiting.size >= MOST_WAITING) this.#overflowed = true
    else this.#waiting.set(`${topic} ${words}`, [topic, words])
    this.#gathering ??= setTimeout(() => this.#flush(), GATHER_MS)
  }

  hear(topic: string, hear: (words: string) => void): void {
    this.#hearers.set(topic, [...(this.#hearers.get(topic) ?? []), hear])
  }

  onGap(act: () => void): void {
    this.#gaps.push(act)
  }

  others(): number {
    return this.#others.size
  }

  async leads(): Promise<boolean> {
    const client = this.#client
    if (client === null || this.#closed) return false
    const now = performance.now()
    // Asked by every sweep: once a second is often enough.
    if (this.#leading || now - this.#askedToLeadAt < 1_000) return this.#leading
    this.#askedToLeadAt = now
    const { rows } = await client.query<{ taken: boolean }>(`select pg_try_advisory_lock(${LEAD_LOCK}) as taken`)
    this.#leading = this.#client === client && rows[0]?.taken === true
    return this.#leading
  }

  async close(): Promise<void> {
    this.#flush()
    await this.#speaking
    await this.#tell([{ sign: 'bye' }]).catch(() => undefined)
    this.#closed = true
    clearInterval(this.#beating)
    clearTimeout(this.#gathering)
    const client = this.#client
    this.#client = null
    await client?.end().catch(() => undefined)
  }

  async #connect(): Promise<void> {
    const client = new pg.Client({
      ...settingsFor(this.#options.connection),
      connectionTimeoutMillis: TIMEOUT_MS,
      query_timeout: TIMEOUT_MS,
    })
    client.on('error', () => this.#lost(client))
    client.on('end', () => this.#lost(client))
    client.on('notification', ({ payload }) => this.#take(payload ?? ''))
    try {
      await client.connect()
      // Words are not kept, so no disk is waited for.
      await client.query(`set synchronous_commit = off; listen ${CHANNEL}`)
    } catch (error) {
      await client.end().catch(() => undefined)
      throw error
    }
    this.#client = client
    await this.#tell([{ sign: 'hello' }])
  }

  #lost(client: pg.Client): void {
    if (this.#client !== client || this.#closed) return
    this.#client = null
    this.#leading = false
    client.end().catch(() => undefined)
    this.#options.note('The line to the other processes was cut; it is tried again.')
    void this.#comeBack()
  }

  async #comeBack(): Promise<void> {
    for (let tries = 0; !this.#closed; tries += 1) {
      await new Promise((resolve) => setTimeout(resolve, PAUSES_MS[Math.min(tries, PAUSES_MS.length - 1)]))
      if (this.#closed) return
      try {
        await this.#connect()
        this.#options.note('The line to the other processes is back.')
        this.#gap()
        if (this.#waiting.size > 0 || this.#overflowed) this.#flush()
        return
      } catch {
        // Said once, when it was cut; the log need not say each try.
      }
    }
  }

  #beat(): void {
    const now = performance.now()
    const { beatMs } = this.#options
    const lostAfter = beatMs * BEATS_UNTIL_LOST
    // Whoever was silent for so long was given up by the others, and they said nothing to it meanwhile.
    const silent = now - this.#beatAt > lostAfter
    this.#beatAt = now
    const gone = [...this.#others].filter(([, heardAt]) => now - heardAt > lostAfter + (silent ? lostAfter : 0))
    for (const [name] of gone) this.#others.delete(name)
    if (this.#client === null) return
    if (silent || gone.length > 0) this.#gap()
    this.#speaking = this.#speaking.then(() => this.#tell([{}]))
  }

  #gap(): void {
    for (const act of this.#gaps) act()
  }

  #flush(): void {
    clearTimeout(this.#gathering)
    this.#gathering = undefined
    if (this.#client === null || (this.#waiting.size === 0 && !this.#overflowed)) return
    const said = this.#overflowed ? [{ sign: 'gap' as const }] : inPieces([...this.#waiting.values()]).map((words) => ({ words }))
    this.#waiting = new Map()
    this.#overflowed = false
    this.#speaking = this.#speaking.then(() => this.#tell(said))
  }

  /** What could not be said was missed by all others: they are told that, as soon as the line is back. */
  async #tell(said: readonly Omit<Message, 'from'>[]): Promise<void> {
    const client = this.#client
    if (client === null) return
    const { name, mark } = this.#options
    const payloads = said.map((one) => JSON.stringify({ from: name, ...(one.sign === 'hello' ? { mark } : {}), ...one } satisfies Message))
    try {
      await client.query(`select pg_notify('${CHANNEL}', words) from unnest($1::text[]) as words`, [payloads])
    } catch {
      if (said.some(({ words, sign }) => words !== undefined || sign === 'gap')) this.#overflowed = true
      this.#lost(client)
    }
  }

  #take(payload: string): void {
    const message = readMessage(payload)
    if (message === null || message.from === this.#options.name || this.#closed) return
    if (message.sign === 'bye') {
      this.#others.delete(message.from)
      return
    }
    this.#others.set(message.from, performance.now())
    if (message.mark !== undefined && message.mark !== this.#options.mark) this.#options.note(OTHER_SECRET)
    if (message.sign === 'hello') this.#speaking = this.#speaking.then(() => this.#tell([{}]))
    if (message.sign === 'gap') this.#gap()
    try {
      for (const [topic, words] of message.words ?? []) for (const hear of this.#hearers.get(topic) ?? []) hear(words)
    } catch {
      // Said by another build, or by somebody else who may speak here: what cannot be read ends nobody.
      this.#gap()
    }
  }
}

/** As many words as one message holds. */
function inPieces(words: readonly (readonly [string, string])[]): readonly (readonly (readonly [string, string])[])[] {
  const pieces: (readonly [string, string])[][] = []
  let left = 0
  for (const one of words) {
    const size = Buffer.byteLength(JSON.stringify(one)) + 1
    if (size > MOST_BYTES) throw new Error(`A word of ${size} bytes is too long for the line.`)
    if (size > left) {
      pieces.push([])
      left = MOST_BYTES
    }
    pieces.at(-1)?.push(one)
    left -= size
  }
  return pieces
}

function readMessage(payload: string): Message | null {
  try {
    const message: unknown = JSON.parse(payload)
    return typeof message === 'object' && message !== null && 'from' in message && typeof message.from === 'string'
      ? (message as Message)
      : null
  } catch {
    return null
  }
}
