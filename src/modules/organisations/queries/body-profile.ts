import { z } from 'zod'
import { query } from '../../../core/command.ts'
import { refuse } from '../../../core/refused.ts'
import type { Reader } from '../../../platform/db.ts'
import { people } from '../../people/index.ts'
import { no } from '../refusals.ts'
import { shownCount } from '../rules.ts'
import { LEVELS, OFFICES } from '../tables.ts'
import { allBodies, bodyBySlug } from './body-cards.ts'
import { countMembers } from './body-facts.ts'
import { levelsNow } from './evidence.ts'
import { bodyCard, bodyRef, kindField, officeField } from './shapes.ts'

const officer = z.object({ person: z.string(), name: z.string(), role: officeField, since: z.date() })
export type Officer = z.infer<typeof officer>

/** Who holds an office now: by office, then by how long. Who has left the hub has no name and is not listed. */
export async function officersOf(db: Reader, bodyId: string): Promise<readonly Officer[]> {
  const rows = await db
    .selectFrom('office')
    .select(['person_id', 'role', 'since'])
    .where('body_id', '=', bodyId)
    .where('until', 'is', null)
    .orderBy('since')
    .execute()
  const names = await people.nameOf(
    db,
    rows.map((row) => row.person_id),
  )
  const officers = rows.flatMap(({ person_id: person, role, since }) => {
    const name = names.get(person)
    return name === undefined ? [] : [{ person, name, role, since }]
  })
  return officers.toSorted((a, b) => OFFICES.indexOf(a.role) - OFFICES.indexOf(b.role))
}

/** Every text of a body, the first language first. */
export const textsOf = (db: Reader, bodyId: string) =>
  db.selectFrom('body_text').select(['language', 'name', 'summary']).where('body_id', '=', bodyId).orderBy('position').execute()

export const bodyProfile = query({
  name: 'organisations.body-profile',
  summary: 'A body: what it is, who speaks for it and since when.',
  route: 'GET /bodies/{body}',
  input: z.object({ body: bodyRef }),
  output: bodyCard.extend({
    languages: z.array(z.string()),
    officers: z.array(officer),
    members: z.number().nullable().describe('Null: fewer than ten'),
    createdAt: z.date(),
  }),
  async read(db, { input, actor }) {
    const card = await bodyBySlug(db, input.body, actor.locale)
    if (card === null) return refuse(no('body.missing'))
    const { created_at: createdAt } = await db.selectFrom('body').select('created_at').where('id', '=', card.id).executeTakeFirstOrThrow()
    const texts = await textsOf(db, card.id)
    return {
      ...card,
      languages: texts.map(({ language }) => language),
      officers: [...(await officersOf(db, card.id))],
      members: shownCount(await countMembers(db, card.id)),
      createdAt,
    }
  },
})

export type BodyProfile = z.infer<typeof bodyProfile.output>

export const listBodies = query({
  name: 'organisations.list-bodies',
  summary: 'The bodies of this hub, by name.',
  route: 'GET /bodies',
  input: z.object({ kind: kindField.optional() }),
  output: z.array(bodyCard.extend({ level: z.enum(LEVELS).nullable().describe('How it is verified; null: it is not') })),
  async read(db, { input, actor, now }) {
    const levels = await levelsNow(db, now)
    return (await allBodies(db, actor.locale, input.kind)).map((card) => ({ ...card, level: levels.get(card.id) ?? null }))
  },
})
