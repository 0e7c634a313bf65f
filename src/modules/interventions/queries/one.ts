import { z } from 'zod'
import type { Actor } from '../../../core/actor.ts'
import { query } from '../../../core/command.ts'
import { dayOf, eventsOf } from '../../../core/event.ts'
import { refuse } from '../../../core/refused.ts'
import type { PutAt } from '../../../core/receiver.ts'
import type { Reader } from '../../../platform/db.ts'
import { gatherings } from '../../gatherings/index.ts'
import { isTeam } from '../policy.ts'
import { no } from '../refusals.ts'
import { drawn, pathOf, rowOf, stateOf } from './rows.ts'
import { demandSession } from './session-facts.ts'
import { shown } from './shapes.ts'

const STEPS = ['captured', 'attributed', 'corrected', 'filed', 'hidden', 'shown', 'withdrawn'] as const
const KINDS = STEPS.map((step) => `interventions.intervention.${step}`)

const step = z.object({ what: z.enum(STEPS), on: z.iso.date() })
export type Step = z.infer<typeof step>

const earlier = z.object({ version: z.number().int(), text: z.string(), language: z.string() })
export type Earlier = z.infer<typeof earlier>

/** What became of it, by days; who did it is not in it. */
export async function stepsOf(db: Reader, session: string, id: string): Promise<readonly Step[]> {
  const told = await eventsOf(db, session, KINDS, id)
  return told.flatMap(({ kind, at }) => {
    const what = STEPS.find((one) => kind === `interventions.intervention.${one}`)
    return what === undefined ? [] : [{ what, on: dayOf(at).toISOString().slice(0, 10) }]
  })
}

/** For whoever said it and for those who work for the session. */
export async function earlierTexts(db: Reader, session: string, id: string): Promise<readonly Earlier[]> {
  return db
    .selectFrom('earlier_intervention')
    .select(['version', 'text', 'language'])
    .where('session_id', '=', session)
    .where('intervention_id', '=', id)
    .orderBy('version')
    .execute()
}

export async function oneOf(db: Reader, asked: { readonly session: string; readonly intervention: string }, actor: Actor) {
  const seen = await demandSession(db, { id: asked.session }, actor)
  const row = (await rowOf(db, asked.session, asked.intervention)) ?? refuse(no('intervention.missing'))
  const [intervention] = await drawn(db, seen.session, [row], actor)
  if (intervention === undefined) return refuse(no('intervention.missing'))
  const team = isTeam(seen.parts)
  return {
    ...{ ...seen, row, intervention, team },
    steps: await stepsOf(db, asked.session, asked.intervention),
    // What moderation took from the public is not read through its earlier words.
    earlier: team && intervention.state === 'standing' ? await earlierTexts(db, asked.session, asked.intervention) : [],
  }
}

/** How it stands with one that came through an intermediary, for whoever said it. */
export async function standsIn(db: Reader, { place, thing }: PutAt) {
  const [row, session] = [await rowOf(db, place, thing), await gatherings.sessionById(db, place, 'en')]
  return {
    state: row !== null && stateOf(row) === 'standing' ? ('standing' as const) : ('gone' as const),
    path: session === null ? '/summits' : pathOf(session.path, thing),
  }
}

export const readIntervention = query({
  name: 'interventions.read',
  summary: 'One intervention with what became of it; its earlier texts for those who work for the session',
  route: 'GET /sessions/{session}/interventions/{intervention}',
  input: z.object({ session: z.uuid(), intervention: z.uuid() }),
  output: z.object({ intervention: shown, steps: z.array(step), earlier: z.array(earlier) }),
  async read(db, { input, actor }) {
    const { intervention, steps, earlier: before } = await oneOf(db, input, actor)
    return { intervention, steps: [...steps], earlier: [...before] }
  },
})
