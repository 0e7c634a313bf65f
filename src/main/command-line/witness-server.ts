import { once } from 'node:events'
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import { codeOf, HubFault } from './faults.ts'
import type { Witness, WitnessReply } from './witness-work.ts'

/** 63 hashes and a checkpoint with many signatures are far below it. */
const MOST_BYTES = 64 * 1024
/** A request that comes in drop by drop is not waited for. */
const PATIENCE = { maxHeaderSize: 8 * 1024, headersTimeout: 10_000, requestTimeout: 20_000 }
const TEXT = 'text/plain; charset=utf-8'

/** `POST /add-checkpoint` (c2sp.org/tlog-witness), `GET /` for people, `GET /health` for whoever watches the witness. */
export async function serveWitness(witness: Witness, host: string, port: number): Promise<Server> {
  const server = createServer(PATIENCE, (request, response) => {
    answer(witness, request).then(
      (reply) => send(response, reply),
      () => send(response, { status: 500, body: 'The witness could not write down what it would sign, and did not sign.\n', type: TEXT }),
    )
  })
  server.listen(port, host)
  try {
    await once(server, 'listening')
  } catch (error) {
    throw new HubFault(`Port ${port} of ${host} cannot be opened (${codeOf(error)}).`)
  }
  return server
}

async function answer(witness: Witness, request: IncomingMessage): Promise<WitnessReply> {
  const [path] = (request.url ?? '').split('?')
  const asked = `${request.method ?? ''} ${path ?? ''}`
  if (asked === 'GET /') return { status: 200, body: witness.page(), type: TEXT }
  if (asked === 'GET /health') {
    const alarms = witness.alarms().length
    return { status: alarms === 0 ? 200 : 503, body: alarms === 0 ? 'ok\n' : `alarms: ${alarms}\n`, type: TEXT }
  }
  if (asked !== 'POST /add-checkpoint') return { status: 404, body: 'Here is POST /add-checkpoint, GET / and GET /health.\n', type: TEXT }
  const body = await bodyOf(request)
  return body === null ? { status: 413, body: 'The request is too long.\n', type: TEXT } : witness.addCheckpoint(body)
}

async function bodyOf(request: IncomingMessage): Promise<string | null> {
  const pieces: Buffer[] = []
  let bytes = 0
  for await (const piece of request) {
    const part = Buffer.from(piece)
    bytes += part.length
    if (bytes > MOST_BYTES) return null
    pieces.push(part)
  }
  return Buffer.concat(pieces).toString('utf8')
}

function send(response: ServerResponse, { status, body, type }: WitnessReply): void {
  const headers = { 'content-type': type, 'cache-control': 'no-store', 'x-content-type-options': 'nosniff' }
  response.writeHead(status, headers).end(body)
}
