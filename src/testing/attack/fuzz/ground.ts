import { Writable } from 'node:stream'
import { openLog } from '../../../platform/log.ts'
import { joinAsGuest, makeClosed, makeDraft, makeOpen } from '../../dialogues.ts'
import { NOON, type Visitor } from '../../hub.ts'
import { openStage } from '../../rights/stage.ts'
import type { Description, Schema } from '../api-inputs.ts'
import { startsOf } from '../starts.ts'
import type { Ground } from './cases.ts'
import { COMES_BACK } from './letters.ts'
import { watchRows, type RowWatch } from './rows.ts'
import { allowedByTable, survey, type Survey } from './survey.ts'

export type Attacked = Ground & {
  readonly rows: RowWatch
  readonly cookiesOf: ReadonlyMap<string, ReadonlyMap<string, string>>
  /** What the hub wrote into its log about faults of its own, since it was last asked. */
  faults(): readonly string[]
  /** The limits would end the attack; an attacker who waits is not stopped by them, so the clock goes on. */
  wait(): void
}

/** As whom one looks around: whoever sees most comes first, for of a page that four have seen nobody needs to see more. */
const LOOKING = ['mai', 'idrissa', 'niamh', 'gift', 'samir', 'aoife'] as const

/** A hub with something of everything, and what can be seen of it. */
export async function openGround(seed: number): Promise<Attacked> {
  const told: string[] = []
  const sink = new Writable({
    write(line: Buffer, _encoding, done) {
      told.push(line.toString('utf8'))
      done()
    },
  })
  const stage = await openStage({ demo: true, log: openLog('error', sink), mailWays: COMES_BACK })
  const { hub, callers } = stage
  const made = { open: await makeOpen(hub), draft: await makeDraft(hub), closed: await makeClosed(hub) }
  await hub.sweep()
  let minutes = 0
  const wait = () => hub.setNow(new Date(NOON.getTime() + (minutes += 1) * 60_000))
  const guest = await joinAsGuest(hub, made.open)
  const visitors = new Map<string, Visitor>(LOOKING.map((name) => [capital(name), hub.as(name)]))
  const seen = await survey(hub, visitors.set('guest', guest), startsOf(stage, made), wait)
  const described = (await (await hub.as(null).api('GET', '/openapi.json')).json()) as Description
  return {
    stage,
    survey: seen,
    seed,
    wait,
    rows: await watchRows(hub.db),
    known: { names: seen.names, queries: queriesOf(seen), fieldsOf: fieldsOf(described) },
    allowed: allowedByTable(),
    cookiesOf: new Map([
      ...Object.entries(callers).map(
        ([name, { session }]) => [name, new Map(session === '' ? [] : [['__Host-session', session]])] as const,
      ),
      ['guest', guest.cookies],
    ]),
    faults: () => told.splice(0),
  }
}

const capital = (name: string): string => name.slice(0, 1).toUpperCase() + name.slice(1)

const queriesOf = ({ doors, examplesOf }: Survey): readonly string[] => [
  ...new Set([
    ...doors.flatMap((door) => examplesOf(door).flatMap(({ query }) => [...new URLSearchParams(query).keys()])),
    'q',
    'page',
    'then',
    'language',
  ]),
]

/** Every name of a field that the description of the API knows. */
function fieldsOf({ paths, components }: Description): readonly string[] {
  const names = new Set<string>()
  const look = (schema: Schema): void => {
    for (const [name, one] of Object.entries(schema.properties ?? {})) {
      names.add(name)
      look(one)
    }
    for (const one of [...(schema.anyOf ?? []), ...(schema.oneOf ?? []), ...(schema.allOf ?? [])]) look(one)
    if (schema.items !== undefined) look(schema.items)
  }
  for (const one of Object.values(components?.schemas ?? {})) look(one)
  for (const methods of Object.values(paths))
    for (const { requestBody, parameters = [] } of Object.values(methods)) {
      look(requestBody?.content['application/json']?.schema ?? {})
      for (const { name } of parameters) names.add(name)
    }
  return [...names].toSorted()
}
