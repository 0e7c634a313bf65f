import { connect, type Socket } from 'node:net'

export type Call = { readonly method: string; readonly path: string; readonly headers?: string; readonly json?: string }
export type Answer = { readonly status: number; readonly headers: string; readonly body: Buffer }
export type Send = (call: Call) => Promise<Answer>
export type Measured = {
  readonly rps: number
  readonly p50: number
  readonly p99: number
  readonly errors: number
  readonly done: number
}

/** A time of `seconds`, or so many turns, whichever is over first. */
export type Load = { readonly connections: number; readonly seconds: number; readonly most?: number }

/**
 * Keeps `connections` turns under way. A turn is one request, or several of the same visitor one after the other; it says whether it was done.
 * The load shares the machine with what it measures, so it is made with bare sockets: the client of Node costs more than a bare answer does.
 */
export async function load(
  port: number,
  { connections, seconds, most = Infinity }: Load,
  turn: (n: number, send: Send) => Promise<boolean>,
) {
  const lines = await Promise.all(Array.from({ length: connections }, () => openLine(port)))
  const times: number[] = []
  let errors = 0
  let begun = 0
  const started = performance.now()
  const until = started + seconds * 1000
  const busy = async (line: Line): Promise<void> => {
    while (begun < most && performance.now() < until) {
      const at = performance.now()
      const done = await turn(begun++, line.send)
      times.push(performance.now() - at)
      if (!done) errors += 1
    }
  }
  await Promise.all(lines.map(busy))
  const took = (performance.now() - started) / 1000
  for (const line of lines) line.close()
  const sorted = times.toSorted((a, b) => a - b)
  const quantile = (share: number) => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN
  return { rps: times.length / took, p50: quantile(0.5), p99: quantile(0.99), errors, done: times.length } satisfies Measured
}

/** The turn of most measurements: one request, which is done where it was answered with a status below 400. */
export const single =
  (next: (n: number) => Call) =>
  async (n: number, send: Send): Promise<boolean> =>
    (await send(next(n))).status < 400

export type Line = { readonly socket: Socket; readonly send: Send; close(): void }

/** One connection that is kept, with one request under way at a time. */
export async function openLine(port: number): Promise<Line> {
  const socket = connect({ port, host: '127.0.0.1', noDelay: true })
  await new Promise<void>((resolve, reject) => {
    socket.once('connect', resolve)
    socket.once('error', reject)
  })
  let waiting: { resolve: (answer: Answer) => void; reject: (error: Error) => void } | null = null
  let come: Buffer = Buffer.alloc(0)
  socket.on('data', (piece: Buffer) => {
    come = come.length === 0 ? piece : Buffer.concat([come, piece])
    const answer = answerIn(come)
    if (answer === null || waiting === null) return
    come = Buffer.alloc(0)
    const { resolve } = waiting
    waiting = null
    resolve(answer)
  })
  const lost = () => waiting?.reject(new Error('the connection was lost in the middle of a request'))
  socket.on('error', lost)
  socket.on('close', lost)
  return {
    socket,
    send: (call) =>
      new Promise((resolve, reject) => {
        waiting = { resolve, reject }
        socket.write(textOf(call))
      }),
    close: () => socket.destroy(),
  }
}

/** As bytes of one piece: the bodies of these requests are plain ASCII. */
export const textOf = ({ method, path, headers = '', json }: Call): string =>
  json === undefined
    ? `${method} ${path} HTTP/1.1\r\nhost: 127.0.0.1\r\n${headers}\r\n`
    : `${method} ${path} HTTP/1.1\r\nhost: 127.0.0.1\r\n${headers}content-type: application/json\r\ncontent-length: ${json.length}\r\n\r\n${json}`

const WITHOUT_BODY = new Set([204, 304])

/** Null: not all of it is here yet. */
function answerIn(come: Buffer): Answer | null {
  const end = come.indexOf('\r\n\r\n')
  if (end < 0) return null
  const headers = come.toString('latin1', 0, end)
  const status = Number(headers.slice(9, 12))
  const body = come.subarray(end + 4)
  if (WITHOUT_BODY.has(status)) return { status, headers, body }
  const length = /\ncontent-length: *(\d+)/i.exec(headers)?.[1]
  if (length !== undefined) return body.length < Number(length) ? null : { status, headers, body }
  return body.subarray(-5).toString('latin1') === '0\r\n\r\n' ? { status, headers, body } : null
}
