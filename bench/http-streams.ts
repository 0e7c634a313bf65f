import { openLine, textOf, type Line } from './load.ts'
import { HUB, type Held, type Served } from './http-hub.ts'

type Asked = { readonly count: number; readonly cookie: string; readonly line: (text: string) => void }

const ROUNDS = 7

/** So many open pages of one dialogue; from the moment at which a vote was answered until the last of them heard the new numbers, in the middle of some rounds. */
export async function onStreams(_served: Served, { slug }: Held, { count, cookie, line }: Asked) {
  const lines: Line[] = []
  let heard = 0
  let all = (): void => undefined
  for (let at = 0; at < count; at += 100) {
    const more = await Promise.all(Array.from({ length: Math.min(100, count - at) }, () => openLine(HUB)))
    for (const one of more) {
      one.socket.removeAllListeners('data')
      one.socket.on('data', (piece: Buffer) => {
        if (!piece.includes('event: counts')) return
        heard += 1
        if (heard === count) all()
      })
      one.socket.write(textOf({ method: 'GET', path: `/en/dialogues/${slug}/live` }))
    }
    lines.push(...more)
  }
  const everybody = () =>
    new Promise<boolean>((resolve) => {
      const late = setTimeout(() => resolve(false), 20_000)
      all = () => {
        clearTimeout(late)
        resolve(true)
      }
      if (heard >= count) all()
    })
  // Each says its first numbers by itself.
  if (!(await everybody())) throw new Error(`only ${heard} of ${count} streams opened`)
  const voter = await openLine(HUB)
  const took: number[] = []
  for (let round = 0; round < ROUNDS; round += 1) {
    await new Promise((resolve) => setTimeout(resolve, 3000))
    heard = 0
    const hearing = everybody()
    const vote = { method: 'PUT', path: `/api/dialogues/${slug}/statements/${round}/vote`, headers: cookie, json: '{"choice":"agree"}' }
    const { status } = await voter.send(vote)
    const from = performance.now()
    if (status >= 400 || !(await hearing)) throw new Error(`${heard} of ${count} streams heard of the vote`)
    took.push(performance.now() - from)
  }
  for (const one of [...lines, voter]) one.close()
  const fanoutMs = Math.round(took.toSorted((a, b) => a - b)[ROUNDS >> 1] ?? Number.NaN)
  line(`${`${count} event streams: vote to the last hearer`.padEnd(50)} ${fanoutMs} ms (${took.map((ms) => Math.round(ms)).join(', ')})`)
  return { count, fanoutMs }
}
