import { z } from 'zod'
import type { Actor } from '../../../core/actor.ts'
import { query } from '../../../core/command.ts'
import { no as noFromHub, refuse } from '../../../core/refused.ts'
import type { Reader } from '../../../platform/db.ts'
import type { Keys } from '../../../platform/keys.ts'
import { people } from '../../people/index.ts'
import { CONTACT } from './entries.ts'
import * as shapes from './shapes.ts'

/** Of the identity that acts; those of another name are found under that name. */
export async function contactsOf(db: Reader, keys: Pick<Keys, 'open'>, actor: Pick<Actor, 'person'>) {
  const { person } = actor
  if (person === null) return []
  const rows = await db
    .selectFrom('kept_contact')
    .selectAll()
    .where((where) => where.or([where('one_person', '=', person), where('other_person', '=', person)]))
    .execute()
  const others = rows.map((row) => (row.one_person === person ? row.other_person : row.one_person))
  const names = await people.nameOf(db, others)
  return rows
    .flatMap((row) => {
      const first = row.one_person === person
      const name = names.get(first ? row.other_person : row.one_person)
      if (name === undefined) return []
      const [mine, theirs] = first ? [row.one_sealed, row.other_sealed] : [row.other_sealed, row.one_sealed]
      return [{ id: row.id, name, theirs: keys.open(CONTACT, theirs), mine: keys.open(CONTACT, mine), keptOn: String(row.kept_on) }]
    })
    .toSorted((one, two) => one.name.localeCompare(two.name))
}
export type Contact = Awaited<ReturnType<typeof contactsOf>>[number]

export const readContacts = query({
  name: 'encounters.contacts',
  summary: 'The contacts that you and others kept from networking, by the name under which you met',
  route: 'GET /me/contacts',
  input: z.object({}),
  output: z.array(shapes.contact),
  async read(db, { actor, outside }) {
    if (actor.person === null) return refuse(noFromHub('sign-in.needed'))
    return contactsOf(db, outside.keys, actor)
  },
})
