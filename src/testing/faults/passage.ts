import { once } from 'node:events'
import { connect, createServer, type NetConnectOpts, type Socket } from 'node:net'

/** Between a hub and its database: a way that can be cut, held up, and cut at the very word that matters. */
export type Passage = {
  readonly port: number
  /** Ends what is open, and lets nobody in. */
  cut(): void
  /** Takes what is said, and passes nothing on. */
  stall(): void
  /** As it was; what was held up is passed on. */
  mend(): void
  /** Who comes anew is let through; what was held up says nothing for ever, as where a firewall forgot it. */
  forget(): void
  /** Once the hub says this, on a connection on which it has said `since`: `before` it reaches the server, or `after` the server did it and before the hub hears so. Cut once, and open again at once. */
  cutAt(word: string, moment: 'before' | 'after', since?: string): void
  close(): Promise<void>
}

type Pair = { readonly near: Socket; readonly far: Socket }

export async function openPassage(to: NetConnectOpts): Promise<Passage> {
  const pairs = new Set<Pair>()
  let state: 'open' | 'cut' | 'stalled' = 'open'
  let at: { readonly word: string; readonly moment: 'before' | 'after'; readonly since: string } | null = null
  const end = ({ near, far }: Pair) => {
    near.destroy()
    far.destroy()
  }
  const server = createServer((near) => {
    near.on('error', () => undefined)
    if (state === 'cut') return void near.destroy()
    const far = connect(to)
    const pair = { near, far }
    pairs.add(pair)
    far.on('error', () => near.destroy())
    let losesAnswer = false
    let said = false
    near.on('data', (piece: Buffer) => {
      said ||= at !== null && piece.includes(at.since)
      if (at !== null && said && piece.includes(at.word)) {
        const { moment } = at
        at = null
        if (moment === 'before') return end(pair)
        losesAnswer = true
      }
      far.write(piece)
    })
    far.on('data', (piece: Buffer) => (losesAnswer ? end(pair) : near.write(piece)))
    if (state === 'stalled') for (const socket of [near, far]) socket.pause()
    const gone = () => {
      pairs.delete(pair)
      end(pair)
    }
    near.on('close', gone)
    far.on('close', gone)
  })
  await once(server.listen(0, '127.0.0.1'), 'listening')
  const address = server.address()
  return {
    port: address !== null && typeof address === 'object' ? address.port : 0,
    cut() {
      state = 'cut'
      for (const pair of pairs) end(pair)
    },
    stall() {
      state = 'stalled'
      for (const { near, far } of pairs) for (const socket of [near, far]) socket.pause()
    },
    mend() {
      state = 'open'
      for (const { near, far } of pairs) for (const socket of [near, far]) socket.resume()
    },
    forget() {
      state = 'open'
    },
    cutAt(word, moment, since = '') {
      at = { word, moment, since }
    },
    async close() {
      for (const pair of pairs) end(pair)
      await new Promise<void>((done) => server.close(() => done()))
    },
  }
}
