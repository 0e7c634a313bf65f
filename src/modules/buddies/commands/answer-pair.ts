import { all, yes as allowed } from '#base'
import { z } from 'zod'
import { command } from '../../../core/command.ts'
import { namedOrHub, refuse } from '../../../core/refused.ts'
import type { Tx } from '../../../platform/db.ts'
import type { Keys } from '../../../platform/keys.ts'
import { mayDecide } from '../policy.ts'
import { meetable } from '../queries/meeting.ts'
import { pairFacts, type PairFacts } from '../queries/pair-facts.ts'
import { sealPair, type SealedPair } from '../queries/sealed.ts'
import { reach, where } from '../queries/shapes.ts'
import { told } from '../queries/told.ts'
import { no } from '../refusals.ts'
import { dateOf, dayAfter } from '../rules.ts'
import { countOne, dropPairs } from './drop-pairs.ts'

export const answerPair = command({
  name: 'buddies.answer-pair',
  summary: 'Say yes or no to what was proposed to you. A no is told to nobody; after two yes both see a name and how to reach the other',
  route: 'POST /buddies/{sort}/{place}/pairs/{pair}/answers',
  limit: 'write',
  input: z.object({ ...where, pair: z.uuid(), yes: z.boolean(), reach }),
  output: z.object({ state: z.enum(['proposed', 'running', 'dropped']) }),
  async facts(tx, { input, actor, now, outside }) {
    const found = await pairFacts(tx, { actor, now, outside }, { sort: input.sort, id: input.place, pair: input.pair })
    const { buddy, newcomer, second } = found?.kept ?? {}
    // The place may have turned hidden meanwhile, somebody may have left, hidden from the other, or taken an office.
    const able =
      found !== null && buddy != null && newcomer != null
        ? await meetable(tx, { now, outside }, found.here, { side: 'newcomer', one: newcomer, others: [buddy], second: second ?? null })
        : new Set()
    return { found, able: able.size > 0 }
  },
  may: ({ actor, input, facts: { found } }) =>
    all(
      namedOrHub(actor),
      found === null ? no('buddy.pair-missing') : mayDecide(actor, { side: found.side, state: found.row.state, wanted: 'proposed' }),
      input.yes && found?.here.running === false ? no('buddy.ended') : allowed,
    ),
  async run(tx, { input, now, outside, facts: { found, able } }) {
    if (found === null || found.kept === null) return refuse(no('buddy.pair-missing'))
    if (!input.yes || !able) {
      await dropPairs(tx, { scope: found.row.scope, id: found.row.id })
      return { state: 'dropped' as const }
    }
    if (input.reach === '') return refuse(no('buddy.reach-missing'), [{ field: 'reach', code: 'field.required', data: {} }])
    const kept = { ...found.kept, [found.side === 'buddy' ? 'buddyReach' : 'newcomerReach']: input.reach }
    return { state: await agree(tx, { found, kept, keys: outside.keys, today: dateOf(now) }) }
  },
  tell: ({ result }) => [told('buddies.pair.answered', { begun: result.state === 'running' })],
})

type Agreed = { readonly found: PairFacts; readonly kept: SealedPair; readonly keys: Keys; readonly today: string }

async function agree(tx: Tx, { found: { row, side }, kept, keys, today }: Agreed): Promise<'proposed' | 'running'> {
  const said = { buddy_said: row.buddy_said || side === 'buddy', newcomer_said: row.newcomer_said || side === 'newcomer' }
  const begins = said.buddy_said && said.newcomer_said
  await tx
    .updateTable('buddy_pair')
    .set({
      ...{ ...said, pair_sealed: sealPair(keys, row.scope, kept) },
      ...(begins ? { state: 'running' as const, changed_on: today, ends_on: dayAfter(today, kept.weeks * 7) } : {}),
    })
    .where('scope', '=', row.scope)
    .where('id', '=', row.id)
    .execute()
  if (!begins) return 'proposed'
  // Who has somebody asks no longer; what else was proposed to them does not come about.
  await dropPairs(tx, { scope: row.scope, request_id: row.request_id })
  await tx.deleteFrom('buddy_request').where('scope', '=', row.scope).where('id', '=', row.request_id).execute()
  await countOne(tx, row.scope, today, 'begun')
  return 'running'
}
