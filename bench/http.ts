import { load, single, type Call, type Load, type Measured } from './load.ts'
import { BARE, HUB, onServedHub, openDialogue, seatVoters, storeVotes, type Held, type Served } from './http-hub.ts'
import { onStreams } from './http-streams.ts'
import { spentBy } from './processor.ts'

// `npm run bench:http`: what is done most often, over HTTP, with session cookies, durable commits and the load on the same machine, beside a bare
// Hono handler that inserts one row and one that says hello, in the same run: ratios hold where absolute figures do not.
// `--json` prints the figures and nothing else; `--processor` says beside each what a request costs the hub and its database.
// A number: seconds each. Words: only the measurements whose names hold one of them.

const given = process.argv.slice(2)
const json = given.includes('--json')
const processor = given.includes('--processor')
const SECONDS = Number(given.find((one) => /^\d+$/.test(one)) ?? 8)
const only = given.filter((one) => !one.startsWith('--') && !/^\d+$/.test(one))
const VOTERS = 400
const FEW = 40
const MANY = 1000
const STORED = 1_000_000
const STREAMS = 2000

type Figures = Record<string, unknown>
const figures: Figures = { reference: {} }
const line = (text: string): void => void (json || process.stdout.write(`${text}\n`))
const wanted = (name: string): boolean => only.length === 0 || only.some((one) => name.includes(one))

type Turn = Parameters<typeof load>[2]
type Measurement = { readonly name: string; readonly port?: number; readonly of?: { readonly named: string; readonly rps: number } }

async function measure(served: Served, { name, port = HUB, of }: Measurement, options: Load, turn: Turn): Promise<Measured> {
  const pid = (port === HUB ? served.child : served.bare).pid ?? 0
  // What was just compiled or planned for the first time is not what is measured.
  await load(port, { ...options, seconds: 1.5, most: (options.most ?? Infinity) / 10 }, turn)
  const before = processor ? spentBy(pid, served.folder) : null
  const found = await load(port, options, turn)
  const after = processor ? spentBy(pid, served.folder) : null
  const ratio = of === undefined ? '' : `  ${(found.rps / of.rps).toFixed(2)} of ${of.named}`
  const cost =
    before === null || after === null
      ? ''
      : `  ${((after.hub - before.hub) / found.done).toFixed(0)} us + database ${((after.database - before.database) / found.done).toFixed(0)} us`
  line(
    `${name.padEnd(50)} ${found.rps.toFixed(0).padStart(6)}/s  p50 ${found.p50.toFixed(1)} ms  p99 ${found.p99.toFixed(1)} ms  errors ${found.errors}${ratio}${cost}`,
  )
  return found
}

const brief = ({ rps, p99 }: Measured) => ({ rps: Math.round(rps), p99: Number(p99.toFixed(1)) })

const CHOICES = ['agree', 'disagree', 'pass']

const voting =
  ({ slug }: Held, cookies: readonly string[], statements: number) =>
  (n: number): Call => ({
    method: 'PUT',
    path: `/api/dialogues/${slug}/statements/${(Math.floor(n / cookies.length) * 7 + n) % statements}/vote`,
    headers: cookies[n % cookies.length] ?? '',
    json: `{"choice":"${CHOICES[n % 3] ?? 'pass'}"}`,
  })

const asking =
  ({ slug }: Held, cookies: readonly string[]) =>
  (n: number): Call => ({ method: 'GET', path: `/api/dialogues/${slug}/next-statement`, headers: cookies[n % cookies.length] ?? '' })

const joining = ({ slug }: Held, cookie: string): Call => ({
  method: 'POST',
  path: `/api/dialogues/${slug}/participation`,
  headers: cookie,
  json: '{}',
})

async function main(served: Served): Promise<void> {
  const references = new Map<number, Measured>()
  for (const connections of [10, 50, 100]) {
    const name = `bare insert (reference), ${connections} connections`
    const insert = single(() => ({ method: 'POST', path: '/insert' }))
    if (wanted(name)) references.set(connections, await measure(served, { name, port: BARE }, { connections, seconds: SECONDS }, insert))
  }
  const name = 'bare hello (reference), 10 connections'
  const greeting = single(() => ({ method: 'GET', path: '/' }))
  const hello = wanted(name) ? await measure(served, { name, port: BARE }, { connections: 10, seconds: SECONDS }, greeting) : undefined
  const bare = (connections: number): Pick<Measurement, 'of'> => {
    const of = references.get(connections)
    return of === undefined ? {} : { of: { named: 'bare insert', rps: of.rps } }
  }
  figures['reference'] = { insert: Math.round(references.get(10)?.rps ?? 0), hello: Math.round(hello?.rps ?? 0) }
  const greeted = hello === undefined ? {} : { of: { named: 'hello', rps: hello.rps } }

  const few = await openDialogue(served.hub, 'Few', FEW)
  const voters = await seatVoters(served.hub, 'few', VOTERS)
  await load(
    HUB,
    { connections: 10, seconds: 60, most: VOTERS },
    single((n) => joining(few, voters[n] ?? '')),
  )
  if (wanted('next statements, 10 connections')) {
    // Half of the statements are answered: whoever has answered all is asked nothing more, which costs less.
    await load(HUB, { connections: 10, seconds: 60, most: (VOTERS * FEW) / 2 }, single(voting(few, voters, FEW)))
    const next = { name: 'next statements, 10 connections', ...greeted }
    figures['next10'] = brief(await measure(served, next, { connections: 10, seconds: SECONDS }, single(asking(few, voters))))
  }
  for (const connections of [10, 50]) {
    const called = `votes, ${connections} connections`
    if (!wanted(called)) continue
    const votes = await measure(
      served,
      { name: called, ...bare(connections) },
      { connections, seconds: SECONDS },
      single(voting(few, voters, FEW)),
    )
    figures[`votes${connections}`] = brief(votes)
  }
  if (wanted('first votes of new participants, 100 connections')) await firstVotes(served, bare(100))
  if (wanted('result page, 10 connections')) await resultPage(served, { dialogue: few, voters }, greeted)
  if (wanted('streams')) figures['streams'] = await onStreams(served, few, { count: STREAMS, cookie: voters[0] ?? '', line })
  if (wanted('thousand')) await thousand(served, { ...bare(10) }, greeted)
}

/** Somebody comes with a session, takes part, and answers: two requests of theirs are one turn. What came of it is counted in the database. */
async function firstVotes(served: Served, of: Pick<Measurement, 'of'>): Promise<void> {
  const fresh = await openDialogue(served.hub, 'Fresh', FEW)
  const most = SECONDS * 4000
  const newcomers = await seatVoters(served.hub, 'fresh', most + most / 10 + 200)
  let [come, joined, answered] = [0, 0, 0]
  const turn: Turn = async (_n, send) => {
    const cookie = newcomers[come++] ?? ''
    if ((await send(joining(fresh, cookie))).status >= 400) return false
    joined += 1
    const vote = voting(fresh, [cookie], FEW)(come)
    if ((await send(vote)).status >= 400) return false
    answered += 1
    return true
  }
  const name = 'first votes of new participants, 100 connections'
  const found = await measure(served, { name, ...of }, { connections: 100, seconds: SECONDS, most }, turn)
  // Counted for each of them: one who lost a vote and one who has two would cancel out in a total. Events name no participant.
  const { rows } = await served.hub.pool.query<{ people: number; silent: number; twice: number; events: number }>(
    `select count(*)::int as people, count(*) filter (where votes = 0)::int as silent, count(*) filter (where votes > 1)::int as twice,
            (select count(*)::int from event where scope_id = $1 and kind = 'dialogue.vote.cast') as events
     from (select p.number, count(v.statement) as votes from participant p
           left join vote v on v.dialogue_id = p.dialogue_id and v.participant = p.number where p.dialogue_id = $1 group by p.number) each`,
    [fresh.id],
  )
  const { people = 0, silent = 0, twice = 0, events = 0 } = rows[0] ?? {}
  // Who was told that it went wrong may have no vote, and is no loss.
  const lost = Math.max(0, silent - (joined - answered) + Math.max(0, joined - people), answered - events)
  const double = Math.max(0, twice + Math.max(0, people - come), events - answered)
  line(
    `${' '.repeat(50)} ${answered} answered; of ${people} people in the database ${silent} have no vote, ${twice} two: ${lost} lost, ${double} double`,
  )
  figures['firstVotes100'] = { rps: Math.round(found.rps), errors: found.errors, lost, double }
}

/** As somebody reads it who is nobody here: most have it from before and ask whether it is still so, and every tenth gets it whole. */
async function resultPage(
  served: Served,
  shown: { dialogue: Held; voters: readonly string[] },
  of: Pick<Measurement, 'of'>,
): Promise<void> {
  const { dialogue, voters } = shown
  const { slug } = dialogue
  await load(HUB, { connections: 10, seconds: 60, most: 2000 }, single(voting(dialogue, voters, FEW)))
  await untilResult(served, dialogue)
  const path = `/en/dialogues/${slug}/result`
  let etag = ''
  const name = 'result page, 10 connections'
  const whole: Turn = async (_n, send) => {
    const { status, headers } = await send({ method: 'GET', path, headers: 'accept-encoding: gzip\r\n' })
    etag = /\netag: *(.+)/i.exec(headers)?.[1]?.trim() ?? ''
    return status === 200
  }
  figures['resultPage'] = brief(await measure(served, { name: `${name}, whole`, ...of }, { connections: 10, seconds: SECONDS }, whole))
  if (etag === '') return
  const again: Turn = async (_n, send) => (await send({ method: 'GET', path, headers: `if-none-match: ${etag}\r\n` })).status === 304
  await measure(served, { name: `${name}, asked again`, ...of }, { connections: 10, seconds: SECONDS }, again)
}

/** The same in a dialogue with a thousand statements in which a million votes lie. */
async function thousand(served: Served, insert: Pick<Measurement, 'of'>, hello: Pick<Measurement, 'of'>): Promise<void> {
  const many = await openDialogue(served.hub, 'Many', MANY)
  await storeVotes(served.hub, many, { statements: MANY, votes: STORED })
  const voters = await seatVoters(served.hub, 'many', VOTERS)
  await load(
    HUB,
    { connections: 10, seconds: 60, most: VOTERS },
    single((n) => joining(many, voters[n] ?? '')),
  )
  await untilResult(served, many)
  const options = { connections: 10, seconds: SECONDS }
  const votes = single(voting(many, voters, MANY))
  figures['votes1000statements'] = brief(
    await measure(served, { name: 'votes beside 1,000,000, a thousand statements', ...insert }, options, votes),
  )
  await measure(served, { name: 'next among a thousand statements', ...hello }, options, single(asking(many, voters)))
}

/** The first reading of a million votes is the dearest; later ones read only what is new. */
async function untilResult({ hub }: Served, { id }: Held): Promise<void> {
  for (let tries = 0; tries < 300; tries += 1) {
    const { rowCount } = await hub.pool.query('select from result where dialogue_id = $1', [id])
    if (rowCount === 1) return
    await new Promise((resolve) => setTimeout(resolve, 200))
  }
  throw new Error('no result was computed within a minute')
}

await onServedHub(main)
if (json) process.stdout.write(`${JSON.stringify(figures)}\n`)
