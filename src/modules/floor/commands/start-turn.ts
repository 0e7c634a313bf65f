import { z } from 'zod'
import { command } from '../../../core/command.ts'
import { refuse } from '../../../core/refused.ts'
import type { Tx } from '../../../platform/db.ts'
import { gatherings } from '../../gatherings/index.ts'
import { mayLeadNow } from '../policy.ts'
import { floorOfSession, oneLeads } from '../queries/floor-facts.ts'
import { id, label, language, ownId, session } from '../queries/shapes.ts'
import { no } from '../refusals.ts'
import { TURN_ROLES } from '../rules.ts'

type Wanted = { readonly session: string; readonly speaker?: string | null | undefined; readonly hand?: string | null | undefined }

export const startTurn = command({
  name: 'floor.start-turn',
  summary: 'Somebody speaks: of the run sheet, by a raised hand, or by a label; whoever spoke before has ended',
  route: 'POST /sessions/{session}/turns',
  input: z.object({
    session,
    id: ownId,
    speaker: id.nullish(),
    hand: id.nullish(),
    label: label.nullish(),
    role: z.enum(TURN_ROLES),
    language: language.nullish(),
  }),
  output: z.object({ session: z.uuid(), id: z.uuid() }),
  async facts(tx, { input, actor }) {
    const floor = await floorOfSession(tx, input.session, actor)
    await oneLeads(tx, input.session)
    return floor
  },
  may: ({ actor, facts }) => mayLeadNow(actor, facts.standing),
  async run(tx, { input, now }) {
    const done = { session: input.session, id: input.id }
    const known = tx.selectFrom('floor_turn').select('id').where('session_id', '=', input.session).where('id', '=', input.id)
    if ((await known.executeTakeFirst()) !== undefined) return done
    const who = await whoSpeaks(tx, input)
    if (who === null && input.label == null)
      return refuse(no('turn.speaker-missing'), [{ field: 'label', code: 'field.required', data: {} }])
    await endTurn(tx, input.session, now)
    await tx
      .insertInto('floor_turn')
      .values({
        ...{ session_id: input.session, id: input.id, block_id: await blockNow(tx, input.session), speaker_id: null, person_id: null },
        ...{ label: input.label ?? null, role: input.role, group_label: null, ...who, began_at: now, ended_at: null },
        language: input.language ?? who?.language ?? null,
      })
      .execute()
    return done
  },
  tell: ({ input }) => [
    { kind: 'floor.turn.started', scope: input.session, subject: input.id, data: { role: input.role }, visibility: 'internal' },
  ],
})

/** Only what the run sheet, or whoever raised the hand, said of them. */
async function whoSpeaks(tx: Tx, { session: session_, speaker, hand }: Wanted) {
  if (speaker != null) {
    const all = (await gatherings.blocksOf(tx, session_, 'en')).flatMap(({ speakers }) => speakers)
    const found = all.find((one) => one.id === speaker) ?? refuse(no('turn.speaker-missing'))
    return { speaker_id: found.id, label: null, language: null }
  }
  if (hand == null) return null
  const row = await tx
    .updateTable('floor_hand')
    .set({ state: 'called' })
    .where('session_id', '=', session_)
    .where('id', '=', hand)
    .where('state', '=', 'raised')
    .returning(['person_id', 'label', 'language', 'group_label'])
    .executeTakeFirst()
  return row ?? refuse(no('hand.not-raised'))
}

async function blockNow(tx: Tx, session_: string): Promise<string | null> {
  const blocks = await gatherings.blocksOf(tx, session_, 'en')
  return blocks.find(({ beganAt, endedAt }) => beganAt !== null && endedAt === null)?.id ?? null
}

/** Whoever speaks now has ended; nobody: nothing to do. */
export async function endTurn(tx: Tx, session_: string, now: Date): Promise<void> {
  await tx.updateTable('floor_turn').set({ ended_at: now }).where('session_id', '=', session_).where('ended_at', 'is', null).execute()
}
