import { z } from 'zod'
import { query } from '../../../core/command.ts'
import { demand } from '../../../core/refused.ts'
import type { Reader } from '../../../platform/db.ts'
import { organisations } from '../../organisations/index.ts'
import { signedIn } from '../policy.ts'
import { HIDING_SORTS } from '../tables.ts'
import { namesFor } from './names-for.ts'

/** From whom this identity hides, in the order of their ids, which are random. */
export async function hidingsOf(db: Reader, person: string) {
  return db
    .selectFrom('hiding')
    .select(['id', 'sort', 'body_id as bodyId', 'target_person as targetPerson', 'since'])
    .where('person_id', '=', person)
    .orderBy('id')
    .execute()
}

export const myHidings = query({
  name: 'profiles.my-hidings',
  summary: 'From whom the identity under which you act hides.',
  route: 'GET /me/hidings',
  input: z.object({}),
  output: z.array(
    z.object({
      hiding: z.string(),
      from: z.enum(HIDING_SORTS),
      body: z.object({ slug: z.string(), name: z.string(), language: z.string() }).nullable(),
      person: z.string().nullable(),
      name: z.string().nullable().describe('Null: a body or governments; or a person whom you may not see or who has left'),
      since: z.date(),
    }),
  ),
  async read(db, { actor }) {
    demand(signedIn(actor))
    const rows = await hidingsOf(db, actor.person ?? '')
    const bodies = await organisations.bodyCards(
      db,
      rows.flatMap(({ bodyId }) => bodyId ?? []),
      actor.locale,
    )
    const names = await namesFor(
      db,
      actor,
      rows.flatMap(({ targetPerson }) => targetPerson ?? []),
    )
    return rows.map(({ id, sort, bodyId, targetPerson, since }) => {
      const body = bodies.get(bodyId ?? '')
      return {
        hiding: id,
        from: sort,
        body: body === undefined ? null : { slug: body.slug, name: body.name, language: body.language },
        person: targetPerson,
        name: names.get(targetPerson ?? '') ?? null,
        since,
      }
    })
  },
})

export type Hidings = z.infer<typeof myHidings.output>
