import { all, yes } from '#base'
import { z } from 'zod'
import type { Actor } from '../../../core/actor.ts'
import { command } from '../../../core/command.ts'
import { THE_HUB } from '../../../core/event.ts'
import { no as noFromHub, refuse } from '../../../core/refused.ts'
import type { Reader, Tx } from '../../../platform/db.ts'
import { organisations } from '../../organisations/index.ts'
import { profiles } from '../../profiles/index.ts'
import { canBePublished, mayKeep, type Owner } from '../policy.ts'
import { itemFacts } from '../queries/item-facts.ts'
import * as shapes from '../queries/shapes.ts'
import { no } from '../refusals.ts'
import { dayOf, isEnd, lastEnd, OWNER_OFFICES } from '../rules.ts'
import type { Day } from '../tables.ts'

export const publishItem = command({
  name: 'abroad.publish-item',
  summary:
    'Publish an item that was proposed, declined or taken off, after a look whether it is true: it gets an owner, the day of the look, and an end',
  route: 'POST /abroad/items/{item}/publication',
  limit: 'write',
  input: z.object({ item: shapes.item, owner: shapes.owner, until: shapes.until }),
  output: z.object({ expiresOn: z.iso.date() }),
  async facts(tx, { input, actor, outside }) {
    return { ...(await itemFacts(tx, input.item, { actor })), young: await profiles.isYoung(tx, outside.keys, actor) }
  },
  may: ({ input, facts }) =>
    all(
      mayKeep(facts.desk),
      canBePublished(facts.item.state),
      // Nobody is named in public before they are of age; for a body it is the body that is named.
      input.owner === 'me' && facts.young ? no('abroad.young') : yes,
    ),
  async run(tx, { input, actor, now, facts: { item } }) {
    const today = dayOf(now)
    const expiresOn = endOf(input.until, today)
    const owner = await ownerFrom(tx, input.owner, actor)
    await tx
      .updateTable('abroad_item')
      .set({
        ...{ state: 'published', ...owner, checked_on: today, checked_by: actor.person, expires_on: expiresOn },
        ...{ published_at: item.published_at ?? now, reason: '', reason_language: null },
      })
      .where('place', '=', item.place)
      .where('id', '=', item.id)
      .execute()
    await noteLook(tx, item.place, { on: today, by: actor.person })
    return { expiresOn }
  },
  tell: ({ facts: { item } }) => [
    { kind: 'abroad.item.published', scope: THE_HUB, subject: item.id, data: { place: item.place }, visibility: 'public' },
  ],
})

/** Twelve months if nothing else is asked for, and never longer. */
export function endOf(until: Day | undefined, today: Day): Day {
  const end = until ?? lastEnd(today)
  return isEnd(end, today)
    ? end
    : refuse(noFromHub('input.invalid', { field: 'until' }), [{ field: 'until', code: 'field.within-a-year', data: {} }])
}

/** The one who acts, by the name they act under, or the office that they hold in a body. */
export async function ownerFrom(db: Reader, owner: string, { person }: Actor): Promise<Owner> {
  if (owner === 'me') return { owner_person: person, owner_body: null, owner_office: null }
  const standing = await organisations.standingOf(db, owner, person)
  const office = OWNER_OFFICES.find((one) => standing[one]) ?? refuse(no('abroad.no-office'))
  return { owner_person: null, owner_body: owner, owner_office: office }
}

/** A human has looked at something of this page. */
export async function noteLook(tx: Tx, place: string, { on, by }: { readonly on: Day; readonly by: string | null }): Promise<void> {
  await tx
    .insertInto('abroad_page')
    .values({ place, body_id: null, taken_by: null, taken_on: null, looked_on: on, looked_by: by })
    .onConflict((conflict) =>
      conflict
        .column('place')
        .doUpdateSet({ looked_on: on, looked_by: by })
        .where((where) => where.or([where('abroad_page.looked_on', 'is', null), where('abroad_page.looked_on', '<=', on)])),
    )
    .execute()
}
