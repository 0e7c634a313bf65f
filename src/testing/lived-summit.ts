import { randomUUID } from 'node:crypto'
import { theHub } from '../core/actor.ts'
import { openDb } from '../platform/db.ts'
import type { OpenedHub } from '../main/open.ts'
import type { Cast } from './cast.ts'
import { PLAN as COMMITMENT } from './commitments.ts'
import { callAs, NOBODY, stranger, type Caller, callerOf } from './rights/callers.ts'
import { stageCommunities, type Gathered } from './rights/stage-communities.ts'
import { stageMet, type Met } from './rights/stage-encounters.ts'
import { stageSpoken, type Spoken } from './rights/stage-interventions.ts'

/** Two sessions of a summit in which Mai spoke, wrote, and met Idrissa: all that hangs there on the hub's secret. */
export type LivedSummit = {
  readonly met: Met
  readonly spoken: Spoken
  readonly gathered: Gathered
  readonly own: { readonly asked: string; readonly idea: string; readonly said: string }
}

export async function stageSummit({ runner, pool }: Pick<OpenedHub, 'runner' | 'pool'>, cast: Cast): Promise<LivedSummit> {
  const stage = { runner, cast, db: openDb(pool) }
  const [Mai, Idrissa, Samir] = [callerOf(cast, 'mai'), callerOf(cast, 'idrissa'), callerOf(cast, 'samir')]
  const met = await stageMet(stage, { Mai, Idrissa })
  const spoken = await stageSpoken(stage, { Samir, Ana: { actor: stranger, session: '', other: NOBODY } })
  const mai = callAs(stage, Mai.actor)
  const words = { session: spoken.session, text: 'Our rooms are in two cities.', language: 'en' }
  const { link: said } = await mai<{ link: string }>('interventions.write', {
    ...{ ...words, sending: randomUUID(), choice: 'label', label: 'A nurse' },
  })
  const { link: idea } = await mai<{ link: string }>('ideas.write', { ...words, sending: randomUUID() })
  const promise = { ...COMMITMENT, lead: cast.bodies.unit }
  const { id: asked } = await callAs(stage, theHub)<{ id: string }>('commitments.make', promise)
  await mai('commitments.ask-evidence', { commitment: asked, text: 'Where can one see it?', language: 'en' })
  return { met, spoken, gathered: await liveInCommunities(stage, Mai, Idrissa), own: { asked, idea, said } }
}

/** Also what lies under the seals of a decision. */
async function liveInCommunities(stage: Parameters<typeof stageCommunities>[0], Mai: Caller, Idrissa: Caller): Promise<Gathered> {
  const gathered = await stageCommunities(stage, { Mai, Idrissa })
  const decided = { community: gathered.asked.id, request: gathered.asked.request, outcome: 'declined', reason: 'We are full.' }
  await callAs(stage, Idrissa.actor)('communities.decide-request', decided)
  await callAs(stage, theHub)('communities.answer-appeal', { appeal: gathered.removed.appeal, text: 'We looked.' })
  return gathered
}
