import { Agent, request } from 'node:http'

export type Call = { readonly method: string; readonly path: string; readonly cookie?: string; readonly json?: unknown }
export type Measured = {
  readonly rps: number
  readonly p50: number
  readonly p99: number
  readonly errors: number
  readonly requests: number
}

/** Keeps `connections` requests under way for `seconds`; `next(n)` gives the n-th request. Times in milliseconds. */
export async function load(port: number, options: { connections: number; seconds: number; next: (n: number) => Call }): Promise<Measured> {
  const { connections, seconds, next } = options
  const agent = new Agent({ keepAlive: true, maxSockets: connections })
  const times: number[] = []
  let errors = 0
  let sent = 0
  const started = performance.now()
  const until = started + seconds * 1000
  const one = async (): Promise<void> => {
    while (performance.now() < until) {
      const at = performance.now()
      const status = await send(agent, port, next(sent++))
      times.push(performance.now() - at)
      if (status >= 400) errors += 1
    }
  }
  await Promise.all(Array.from({ length: connections }, one))
  const took = (performance.now() - started) / 1000
  agent.destroy()
  const sorted = times.toSorted((a, b) => a - b)
  const quantile = (share: number) => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN
  return { rps: times.length / took, p50: quantile(0.5), p99: quantile(0.99), errors, requests: times.length }
}

function send(agent: Agent, port: number, call: Call): Promise<number> {
  const body = call.json === undefined ? undefined : JSON.stringify(call.json)
  return new Promise((resolve, reject) => {
    const headers = {
      ...(call.cookie === undefined ? {} : { cookie: call.cookie }),
      ...(body === undefined ? {} : { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) }),
    }
    const sent = request({ agent, host: '127.0.0.1', port, method: call.method, path: call.path, headers }, (response) => {
      response.resume()
      response.on('end', () => resolve(response.statusCode ?? 0))
    })
    sent.on('error', reject)
    sent.end(body)
  })
}
