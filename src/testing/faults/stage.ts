import { theHub } from '../../core/actor.ts'
import { openFromConfig, type OpenedHub } from '../../main/open.ts'
import { operationNamed } from '../../main/rooms.ts'
import { readConfig } from '../../platform/config.ts'
import { openLog } from '../../platform/log.ts'
import { seatNew } from '../cast.ts'
import { environmentOf, type Settings } from './hub-process.ts'

/** What mixed deeds are done to: a body with a steward, a dialogue, a community, and people. */
export type Stage = {
  readonly body: string
  readonly dialogue: { readonly id: string; readonly slug: string }
  readonly community: string
  readonly steward: string
  /** Their sessions. */
  readonly people: readonly string[]
}

export const STATEMENTS = 12
const DAY_MS = 86_400_000

/** Beside a hub that runs, or alone. */
export const openBeside = (settings: Settings): Promise<OpenedHub> =>
  openFromConfig(readConfig(environmentOf(settings)), { beside: true, log: openLog('silent') })

export async function setStage(hub: OpenedHub, people: number): Promise<Stage> {
  const call = async <T>(name: string, input: unknown, actor = theHub): Promise<T> =>
    (await operationNamed(name).invoke(hub.runner, input, actor)) as T
  const texts = [{ language: 'en', name: 'Faults', summary: 'For trying what breaks.' }]
  const body = await call<{ id: string }>('organisations.create-body', { slug: 'faults', kind: 'government-unit', texts })
  const steward = await seatNew(hub.runner, 'steward@example.org', 'Steward')
  await call('organisations.appoint', { body: 'faults', person: steward.person, role: 'steward' })
  const at = (days: number) => new Date(Date.now() + days * DAY_MS).toISOString()
  const plan = {
    ...{ bodyId: body.id, language: 'en', title: 'Faults', summary: 'For trying what breaks.', languages: ['en'] },
    ...{ opensAt: at(-1), closesAt: at(9), answerBy: at(19), participation: 'anyone', mayAdd: true, moderation: 'after' },
    seeds: Array.from({ length: STATEMENTS }, (_, n) => `Statement number ${n}`),
  }
  const dialogue = await call<{ id: string; slug: string }>('dialogue.create', plan)
  await call('dialogue.open', { dialogue: dialogue.slug })
  const founding = { sort: 'culture', access: 'open', slug: 'faults', texts, languages: ['en'] }
  const community = await call<{ id: string }>('communities.found', founding, steward.actor)
  const sessions: string[] = []
  for (let n = 0; n < people; n += 1) sessions.push((await seatNew(hub.runner, `person${n}@example.org`, `Person ${n}`)).session)
  return { body: body.id, dialogue, community: community.id, steward: steward.session, people: sessions }
}
