import { killAllIn, noneIn } from '../embedded-postgres-stage.ts'
import { comeIn, commit, openLedger, takePart, type Doing } from './deeds.ts'
import { median, openNotes, timeUntil, until, type Findings, type Notes } from './findings.ts'
import { isWell, startHub, type HubProcess, type Settings } from './hub-process.ts'
import type { PostOffice } from './post-office.ts'
import { openBeside, setStage, type Stage } from './stage.ts'
import { findHalves, findLost } from './whole.ts'

/** What is killed with SIGKILL: the hub and its database server at once, the hub alone, the server alone. */
export type Blow = 'both' | 'hub' | 'database'

export type Killing = {
  readonly settings: Settings
  readonly office: PostOffice
  readonly blows: readonly Blow[]
  readonly people: number
  /** How long deeds go on between two blows, in milliseconds; between the first and the second number. */
  readonly between: readonly [number, number]
}

export type Killed = Findings & { readonly stage: Stage; readonly hub: HubProcess }

const BACK_LIMIT_MS = 90_000
const FEWEST = 3

/** Kills again and again in the middle of mixed deeds. */
export async function tryKilling({ blows, ...killing }: Killing): Promise<Killed> {
  const times = { hub: [] as number[], database: [] as number[] }
  const strikes = blows.map(
    (blow): Strike =>
      (hub, notes) =>
        strike(hub, killing.settings, { blow, times, notes }),
  )
  const { figures: done, ...rest } = await underMixedDeeds(killing, strikes)
  const figures = {
    ...{ kills: blows.length, ...done, startMedianMs: median(times.hub), startMostMs: Math.max(0, ...times.hub) },
    ...{ databaseBackMedianMs: median(times.database), databaseBackMostMs: Math.max(0, ...times.database) },
  }
  const tried = `${blows.length} times SIGKILL in the middle of votes, statements, posts, joining, commitments, sign-ups`
  return { fault: 'killed', tried, figures, ...rest }
}

/** What is done to the hub or to what it needs; gives the hub that goes on. */
export type Strike = (hub: HubProcess, notes: Notes) => Promise<HubProcess>
type Struck = Omit<Killed, 'fault' | 'tried'>

/** Strikes in the middle of mixed deeds, whose doers try again; then looks for what is lost, halved or there twice. */
export async function underMixedDeeds(
  { settings, office, people, between }: Omit<Killing, 'blows'>,
  strikes: readonly Strike[],
): Promise<Struck> {
  const notes = openNotes()
  const beside = await openBeside(settings)
  const stage = await setStage(beside, people)
  await beside.close()
  let hub = await startHub(settings)
  let goesOn = true
  const doing: Doing = { url: hub.url, ledger: openLedger(), goesOn: () => goesOn }
  const doers = Promise.all([
    ...stage.people.map((session) => takePart(doing, stage, session)),
    ...[commit(doing, stage), comeIn(doing, office)],
  ])
  const [least, most] = between
  for (const [n, act] of strikes.entries()) {
    // Spread evenly and in no order that the hub's own clock has.
    await new Promise((done) => setTimeout(done, least + ((n * 0.618) % 1) * (most - least)))
    // However slow the machine is: something is done between two blows, and so under way at the next.
    const before = doing.ledger.acknowledged
    notes.expect(await until(() => doing.ledger.acknowledged >= before + FEWEST, BACK_LIMIT_MS), 'nothing was done between two blows')
    hub = await act(hub, notes)
  }
  await new Promise((done) => setTimeout(done, least))
  goesOn = false
  await doers
  const looking = await openBeside(settings)
  await findHalves(looking.pool, notes, people + 1)
  await findLost(doing, stage, looking.pool, notes)
  await looking.close()
  const { acknowledged, again, faults, refusals } = doing.ledger
  notes.expect(faults.length === 0, `${faults.length} answers were a fault of the hub's, the first: ${faults[0]}`)
  notes.expect(refusals.length === 0, `${refusals.length} deeds were refused, the first: ${refusals[0]}`)
  return { wrong: notes.wrong, figures: { acknowledged, sentAgain: again }, stage, hub }
}

type Striking = { readonly blow: Blow; readonly times: Record<'hub' | 'database', number[]>; readonly notes: Notes }

async function strike(hub: HubProcess, settings: Settings, { blow, times, notes }: Striking): Promise<HubProcess> {
  if (blow === 'database') {
    killAllIn(settings.folder)
    // It is away before it is back: what answers in between was asked before.
    times.database.push(await timeUntil(notes, 'the database came back under its hub', BACK_LIMIT_MS, () => isWell(hub.url)))
    notes.expect(hub.child.exitCode === null && hub.child.signalCode === null, `the hub ended with its database: ${hub.said().slice(-500)}`)
    if (hub.child.exitCode === null) return hub
  } else {
    const gone = new Promise((done) => hub.child.once('exit', done))
    hub.child.kill('SIGKILL')
    if (blow === 'both') killAllIn(settings.folder)
    await gone
    if (blow === 'both') await noneIn(settings.folder)
  }
  const next = await startHub(settings)
  times.hub.push(next.startMs)
  return next
}
