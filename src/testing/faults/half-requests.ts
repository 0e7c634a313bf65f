import { connect, type Socket } from 'node:net'
import { openNotes, until, type Findings } from './findings.ts'
import { isWell, type HubProcess } from './hub-process.ts'

export type Half = {
  readonly idle: number
  readonly headless: number
  readonly bodiless: number
  readonly dropped: number
  readonly waitsForEnd: boolean
}

/** The hub looks every 30 seconds for what took longer than 15 (a head) or 60 (the whole). */
const PATIENCE_MS = 130_000
const MOST_GROWTH_MB = 300

const opened = (port: number, words: string): Promise<Socket> =>
  new Promise((done) => {
    const socket = connect(port, '127.0.0.1', () => {
      if (words !== '') socket.write(words)
      done(socket)
    })
    socket.on('error', () => done(socket))
    // Only who reads notices the end.
    socket.resume()
  })

const HEAD = 'GET /en HTTP/1.1\r\nHost: localhost\r\nX-Slow: '
const BODY =
  'POST /en/sign-in HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: 500\r\n\r\nemail='
const WHOLE = 'GET /en HTTP/1.1\r\nHost: localhost\r\n\r\n'

/** Connections that say nothing, heads and bodies that never end, answers that nobody takes: others are served meanwhile, and memory stays bounded. */
export async function tryHalfRequests(hub: HubProcess, { idle, headless, bodiless, dropped, waitsForEnd }: Half): Promise<Findings> {
  const notes = openNotes()
  const port = Number(new URL(hub.url).port)
  const before = hub.memoryMb()
  const sockets: Socket[] = []
  const open = async (count: number, words: string) => {
    for (let n = 0; n < count; n += 100)
      sockets.push(...(await Promise.all(Array.from({ length: Math.min(100, count - n) }, () => opened(port, words)))))
  }
  await open(idle, '')
  await open(headless, HEAD)
  await open(bodiless, BODY)
  for (let n = 0; n < dropped; n += 1) {
    const socket = await opened(port, WHOLE)
    socket.once('data', () => socket.destroy())
  }
  const times: number[] = []
  for (let n = 0; n < 20; n += 1) {
    const began = performance.now()
    const answer = await fetch(`${hub.url}/en`, { signal: AbortSignal.timeout(20_000) }).catch(() => null)
    await answer?.arrayBuffer()
    notes.expect(answer?.status === 200, 'beside half requests, a page is not served')
    times.push(performance.now() - began)
  }
  const grown = hub.memoryMb() - before
  notes.expect(grown < MOST_GROWTH_MB, `beside half requests, the hub took ${grown} MB more`)
  const halves = sockets.slice(idle)
  // What never ends is ended by the hub; in the short form that is not waited for.
  if (waitsForEnd)
    notes.expect(
      await until(() => halves.every((socket) => socket.destroyed || socket.readableEnded), PATIENCE_MS, 500),
      'half requests are held open for ever',
    )
  for (const socket of sockets) socket.destroy()
  notes.expect(await isWell(hub.url), 'after half requests, the hub is not well')
  notes.expect(!hub.said().includes('fault of the hub'), `half requests are called a fault of the hub: ${hub.said().slice(-300)}`)
  const tried = `${idle} idle connections, ${headless} heads and ${bodiless} bodies that never end, ${dropped} answers dropped`
  return { fault: 'half requests', tried, wrong: notes.wrong, figures: { slowestPageMs: Math.round(Math.max(...times)), grownMb: grown } }
}
