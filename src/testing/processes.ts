import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createServer, request, type IncomingMessage, type ServerResponse } from 'node:http'
import { createServer as createSocket } from 'node:net'
import { join } from 'node:path'
import { buffer } from 'node:stream/consumers'

const ROOT = join(import.meta.dirname, '../..')

export type HubProcess = {
  readonly role: 'web' | 'worker' | 'issuer' | 'ballot-box'
  /** Where it listens; of a worker nowhere. */
  readonly port: number
  readonly pid: number
  /** What it wrote, line by line. */
  readonly lines: readonly string[]
  kill(signal: 'SIGTERM' | 'SIGKILL'): void
  /** Its exit code; null where a signal ended it. */
  readonly ended: Promise<number | null>
}

/** `passerelle web`, or one of another role, in a process of its own, once it says that it is open. `settings` is its whole environment. */
export async function startProcess(role: HubProcess['role'], settings: Readonly<Record<string, string>>, at?: number): Promise<HubProcess> {
  const port = role === 'worker' ? 0 : (at ?? (await freePort()))
  const child = spawn(process.execPath, ['--import', 'tsx', 'src/main/cli.ts', role], {
    cwd: ROOT,
    // What one has compiled, the next one finds: several start at once.
    env: {
      NODE_COMPILE_CACHE: join(ROOT, 'node_modules/.cache/compiled'),
      PASSERELLE_DEMO: 'off',
      LOG_LEVEL: 'warn',
      ...settings,
      ...(role === 'worker' ? {} : { PORT: String(port) }),
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const lines: string[] = []
  const ended = once(child, 'exit').then(([code]) => (typeof code === 'number' ? code : null))
  const open = new Promise<void>((resolve, reject) => {
    const take = (data: Buffer): void => {
      lines.push(...data.toString().split('\n').filter(Boolean))
      if (lines.some((line) => line.includes(' is open at ') || line.includes('the clock run here'))) resolve()
    }
    child.stdout.on('data', take)
    child.stderr.on('data', take)
    void ended.then((code) => reject(new Error(`The process ended with ${code}: ${lines.join('\n')}`)))
  })
  await open
  return { role, port, pid: child.pid ?? 0, lines, kill: (signal) => void child.kill(signal), ended }
}

export async function freePort(): Promise<number> {
  const probe = createSocket().listen(0, '127.0.0.1')
  await once(probe, 'listening')
  const address = probe.address()
  probe.close()
  if (address === null || typeof address === 'string') throw new Error('a port was asked for')
  return address.port
}

export type Balancer = { readonly port: number; close(): Promise<void> }

/**
 * A small proxy as operators put before several processes: each request to the next one in turn, and to another one where nobody answers, as nginx does: a
 * POST only as long as it cannot have arrived. Where a process ends in the middle of an answer, the answer breaks off. What the proxy is told of the
 * visitor it passes on.
 */
export async function openBalancer(port: number, ports: readonly number[]): Promise<Balancer> {
  let turn = 0
  const pass = (
    incoming: IncomingMessage,
    outgoing: ServerResponse,
    { body, first, tries }: { body: Buffer; first: number; tries: number },
  ): void => {
    const { method, url, headers } = incoming
    const onward = request({ port: ports[(first + tries) % ports.length], host: '127.0.0.1', method, path: url, headers, agent: false })
    let arrived = false
    onward.on('socket', (socket) => socket.on('connect', () => (arrived = true)))
    onward.on('response', (answer) => {
      outgoing.writeHead(answer.statusCode ?? 502, answer.headers)
      outgoing.flushHeaders()
      answer.pipe(outgoing)
      answer.on('error', () => outgoing.destroy())
    })
    onward.on('error', () => {
      if (outgoing.headersSent) outgoing.destroy()
      else if (tries + 1 < ports.length && !(arrived && method === 'POST')) pass(incoming, outgoing, { body, first, tries: tries + 1 })
      else outgoing.writeHead(502).end()
    })
    outgoing.on('close', () => onward.destroy())
    onward.end(body)
  }
  const take = async (incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> =>
    pass(incoming, outgoing, { body: await buffer(incoming), first: (turn += 1), tries: 0 })
  const server = createServer((incoming, outgoing) => void take(incoming, outgoing).catch(() => outgoing.destroy())).listen(
    port,
    '127.0.0.1',
  )
  await once(server, 'listening')
  return {
    port,
    async close() {
      server.closeAllConnections()
      server.close()
      await once(server, 'close')
    },
  }
}

export type Followed = {
  readonly events: readonly { readonly event: string; readonly data: string }[]
  opened(): number
  /** When it would come back, as it was told last. */
  retryMs(): number
  leave(): void
}

/** A request of which the second half is sent when it is asked for. Gives the status of its answer. */
export function inTwoHalves(port: number, path: string, body: object): { finish(): Promise<number> } {
  const text = JSON.stringify(body)
  const headers = { 'content-type': 'application/json', 'content-length': Buffer.byteLength(text) }
  const sent = request({ port, host: '127.0.0.1', method: 'POST', path, headers, agent: false })
  const answer = once(sent, 'response')
  answer.catch(() => undefined)
  sent.write(text.slice(0, 10))
  return {
    async finish() {
      sent.end(text.slice(10))
      const [response] = await answer
      response.resume()
      return Number(response.statusCode)
    },
  }
}

/** An event stream as a browser follows it: what breaks off or ends is opened again. */
export function follow(url: string, headers: Readonly<Record<string, string>>): Followed {
  const events: { event: string; data: string }[] = []
  const leaving = new AbortController()
  let opened = 0
  let retryMs = 500
  const read = async (): Promise<void> => {
    const answer = await fetch(url, { headers, signal: leaving.signal })
    if (!answer.ok || answer.body === null) return
    opened += 1
    let rest = ''
    for await (const piece of answer.body.pipeThrough(new TextDecoderStream())) {
      const blocks = (rest + piece).split('\n\n')
      rest = blocks.pop() ?? ''
      for (const block of blocks) {
        const fields = new Map(block.split('\n').map((line) => [line.slice(0, line.indexOf(':')), line.slice(line.indexOf(':') + 2)]))
        retryMs = Number(fields.get('retry') ?? retryMs)
        const event = fields.get('event')
        if (event !== undefined) events.push({ event, data: fields.get('data') ?? '' })
      }
    }
  }
  const forEver = async (): Promise<void> => {
    while (!leaving.signal.aborted) {
      await read().catch(() => undefined)
      await new Promise((resolve) => setTimeout(resolve, retryMs))
    }
  }
  void forEver()
  return { events, opened: () => opened, retryMs: () => retryMs, leave: () => leaving.abort() }
}
