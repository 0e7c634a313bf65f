import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { MemoryLog } from '#merkle-log'

/** A log on HTTP, as a hub serves it. `log`, `note` and `taken` may be changed meanwhile. */
export type ServedLog = {
  readonly address: string
  show(log: MemoryLog, note?: string): Promise<void>
  /** What was sent to /cosignature. */
  readonly cosigned: string[]
  close(): void
}

export async function serveLog(): Promise<ServedLog> {
  let files: ReadonlyMap<string, Uint8Array> = new Map()
  let checkpoint = ''
  const cosigned: string[] = []
  const server: Server = createServer((request, response) => {
    const path = (request.url ?? '').replace(/^\/log\//, '')
    if (request.method === 'POST' && path === 'cosignature') {
      const pieces: Buffer[] = []
      request.on('data', (piece: Buffer) => pieces.push(piece))
      request.on('end', () => {
        cosigned.push(Buffer.concat(pieces).toString())
        response.writeHead(200).end('kept\n')
      })
      return
    }
    const body = path === 'checkpoint' ? Buffer.from(checkpoint) : files.get(path)
    if (body === undefined || body.length === 0) response.writeHead(404).end()
    else response.writeHead(200).end(body)
  })
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  const { port } = server.address() as AddressInfo
  return {
    address: `http://localhost:${port}/log`,
    cosigned,
    async show(log, note) {
      checkpoint = note ?? (await log.checkpoint())
      files = log.files
    },
    close() {
      server.closeAllConnections()
      server.close()
    },
  }
}
