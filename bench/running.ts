import { monitorEventLoopDelay } from 'node:perf_hooks'
import { analyseRunning, changed, openRunning, type Conversation, type VoteRows } from '#deliberation'
import { theHub } from '../src/core/actor.ts'
import type { OpenedHub } from '../src/main/open.ts'
import { operationNamed } from '../src/main/rooms.ts'
import { recompute } from '../src/modules/dialogue/jobs.ts'
import { synthetic } from './synthetic.ts'
import { middle, onNewHub, say } from './measuring.ts'

// `npm run bench:running [-- <people> <statements> <votes>]`: a hub with one large dialogue that goes on, in one process with its thread, on a PostgreSQL of its own.
// From a thousand new votes to the recorded result, part by part, and how long the process stands still for it while it answers. The reference is the
// engine alone, in memory, in the same run: what the hub costs besides is the ratio.

const [PEOPLE = 33_422, STATEMENTS = 783, VOTES = 2_000_000] = process.argv.slice(2).map(Number)
const CHANGES = 1000
const ROUNDS = 5
const DAY_MS = 86_400_000
const BATCH = 100_000

const ms = (value: number): string => `${value.toFixed(0).padStart(6)} ms`

async function run(hub: OpenedHub): Promise<void> {
  const conversation = synthetic({ people: PEOPLE, statements: STATEMENTS, votes: VOTES, camps: 3, seed: 2 })
  const votes = conversation.votes as VoteRows
  say('dialogue', `${PEOPLE} people, ${STATEMENTS} statements, ${votes.values.length} votes`)
  const reference = engineAlone(conversation)
  const dialogue = await makeDialogue(hub)
  await seat(hub, dialogue.id, votes)
  await hub.pool.query('vacuum analyze')
  const first = await measured(() => recompute(hub.runner, dialogue.id))
  say('first result after a start', `${ms(first.tookMs)}  ${ms(first.cpuMs)} of processor  ${partsOf([first.parts])}`)
  const rounds = await roundsOf(hub, dialogue.id, 0)
  const took = middle(rounds.map(({ tookMs }) => tookMs))
  const cpu = middle(rounds.map(({ cpuMs }) => cpuMs))
  say(`result after ${CHANGES} new votes`, `${ms(took)}  ${ms(cpu)} of processor  ${partsOf(rounds.map(({ parts }) => parts))}`)
  say('engine alone, in memory (reference)', `${ms(reference.tookMs)}  ${ms(reference.cpuMs)} of processor`)
  say(
    'the hub beside it',
    `${(took / reference.tookMs).toFixed(2)} times as long, ${(cpu / reference.cpuMs).toFixed(2)} times the processor`,
  )
  say('stood still at most', ms(Math.max(...rounds.map(({ stillMs }) => stillMs))))
  const served = serving(hub, dialogue.slug)
  const busy = await roundsOf(hub, dialogue.id, ROUNDS)
  const times = await served.end()
  say('stood still at most, answering all the time', ms(Math.max(...busy.map(({ stillMs }) => stillMs))))
  say(`answers meanwhile (${times.length} results)`, `p50 ${ms(middle(times))}  longest ${ms(Math.max(...times))}`)
  say('memory of the process at its highest', `${Math.round(process.resourceUsage().maxRSS / 1024)} MB`)
}

async function roundsOf(hub: OpenedHub, id: string, from: number): Promise<Measured[]> {
  const rounds = []
  for (let round = from; round < from + ROUNDS; round += 1) {
    await castAThousand(hub, id, round)
    rounds.push(await measured(() => recompute(hub.runner, id)))
  }
  return rounds
}

/** A thousand changed votes with kept state and no hub. */
function engineAlone(conversation: Conversation): Pick<Measured, 'tookMs' | 'cpuMs'> {
  const votes = conversation.votes as VoteRows
  let running = openRunning({ ...conversation, votes: { ...votes } })
  analyseRunning(running)
  const times = Array.from({ length: 3 }, (_, round) => {
    const changes = thousand(round).map(([participant, statement, value]) => ({ participant, statement, value: value as 0 | 1 | -1 }))
    const started = performance.now()
    const used = process.cpuUsage()
    running = changed(running, changes)
    analyseRunning(running)
    return { tookMs: performance.now() - started, cpuMs: cpuSince(used) }
  })
  return { tookMs: middle(times.map(({ tookMs }) => tookMs)), cpuMs: middle(times.map(({ cpuMs }) => cpuMs)) }
}

type Parts = Readonly<Record<string, number>>

/** How long something took, of it in processors whoever else used them (the database apart), and how long nothing else could happen in this process meanwhile. */
type Measured = { readonly tookMs: number; readonly cpuMs: number; readonly stillMs: number; readonly parts: Parts }

function cpuSince(before: NodeJS.CpuUsage): number {
  const { user, system } = process.cpuUsage(before)
  return (user + system) / 1000
}

async function measured(work: () => Promise<Parts>): Promise<Measured> {
  const delay = monitorEventLoopDelay({ resolution: 1 })
  delay.enable()
  const started = performance.now()
  const used = process.cpuUsage()
  const parts = await work()
  const tookMs = performance.now() - started
  const cpuMs = cpuSince(used)
  // The first request after it unpacks the new result: that counts too.
  await new Promise((resolve) => setTimeout(resolve, 500))
  delay.disable()
  return { tookMs, cpuMs, stillMs: delay.max / 1e6, parts }
}

const partsOf = (all: readonly Parts[]): string =>
  Object.keys(all[0] ?? {})
    .map((name) => `${name} ${middle(all.map((parts) => parts[name] ?? Number.NaN)).toFixed(0)}`)
    .join(', ')

/** Asks for the result again and again, as pages do, until told to end. */
function serving(hub: OpenedHub, slug: string): { end(): Promise<readonly number[]> } {
  const times: number[] = []
  let going = true
  const done = (async () => {
    while (going) {
      const started = performance.now()
      await (await hub.app.request(`/api/dialogues/${slug}/result`)).arrayBuffer()
      times.push(performance.now() - started)
      await new Promise((resolve) => setTimeout(resolve, 20))
    }
  })()
  return {
    async end() {
      going = false
      await done
      return times
    },
  }
}

async function makeDialogue(hub: OpenedHub): Promise<{ id: string; slug: string }> {
  const call = async <T>(name: string, input: unknown): Promise<T> => (await operationNamed(name).invoke(hub.runner, input, theHub)) as T
  const texts = [{ language: 'en', name: 'Bench', summary: 'For measuring.' }]
  const body = await call<{ id: string }>('organisations.create-body', { slug: 'bench', kind: 'partner', texts })
  const at = (days: number) => new Date(Date.now() + days * DAY_MS).toISOString()
  const made = await call<{ id: string; slug: string }>('dialogue.create', {
    ...{ bodyId: body.id, language: 'en', title: 'Bench', summary: 'For measuring.', languages: ['en'] },
    ...{ opensAt: at(-1), closesAt: at(9), answerBy: at(19), participation: 'anyone', mayAdd: true, moderation: 'before' },
    seeds: ['Statement number 0', 'Statement number 1'],
  })
  await call('dialogue.open', { dialogue: made.id })
  await hub.pool.query(
    `insert into statement (dialogue_id, number, text, language, voice, status, created_at)
     select $1, n, 'Statement number ' || n, 'en', 'import', 'published', now() from generate_series(2, $2::int - 1) n`,
    [made.id, STATEMENTS],
  )
  return made
}

/** Written where the deed writes them, as if they had come yesterday. */
async function seat(hub: OpenedHub, id: string, { participants, rowStart, columns, values }: VoteRows): Promise<void> {
  await hub.pool.query(
    `insert into participant (dialogue_id, number, holder_tag, joined_at) select $1, n, int4send(n), now() from generate_series(0, $2::int - 1) n`,
    [id, participants.length],
  )
  const people = new Float64Array(values.length)
  for (const [row, participant] of participants.entries()) people.fill(participant, rowStart[row], rowStart[row + 1])
  for (let from = 0; from < values.length; from += BATCH) {
    const part = (list: Float64Array | Uint16Array | Int8Array) => Array.from(list.subarray(from, from + BATCH))
    await hub.pool.query(
      `insert into vote (dialogue_id, participant, statement, value, cast_at)
       select $1, one.*, now() - interval '1 day' from unnest($2::bigint[], $3::int[], $4::smallint[]) one`,
      [id, part(people), part(columns), part(values)],
    )
  }
}

function thousand(round: number): (readonly [number, number, number])[] {
  return Array.from(
    { length: CHANGES },
    (_, n) => [(n * 97 + round * 31) % PEOPLE, (n * 13 + round) % STATEMENTS, ((n + round) % 3) - 1] as const,
  )
}

async function castAThousand(hub: OpenedHub, id: string, round: number): Promise<void> {
  const votes = thousand(round)
  await hub.pool.query(
    `insert into vote (dialogue_id, participant, statement, value, cast_at)
     select $1, one.*, now() from unnest($2::bigint[], $3::int[], $4::smallint[]) one
     on conflict (dialogue_id, participant, statement) do update set value = excluded.value, cast_at = excluded.cast_at`,
    [id, votes.map(([participant]) => participant), votes.map(([, statement]) => statement), votes.map(([, , value]) => value)],
  )
}

await onNewHub(run)
