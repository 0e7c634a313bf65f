import { isUuid } from '#base'
import { z } from 'zod'
import { query } from '../../../core/command.ts'
import { demand } from '../../../core/refused.ts'
import type { Reader } from '../../../platform/db.ts'
import type { Keys } from '../../../platform/keys.ts'
import { gatherings, type SessionCard } from '../../gatherings/index.ts'
import { mayKeepAgenda } from '../policy.ts'
import { clashing } from '../rules.ts'
import type {} from '../tables.ts'
import { demandEdition } from './plan.ts'

const PURPOSE = 'agenda'

export const feedToken = (keys: Keys, { edition, id }: { edition: string; id: string }): string => keys.sign(PURPOSE, `${edition}.${id}`)

/** Sessions that everybody may know of, by their hours. */
export async function sessionsToStar(db: Reader, edition: string, locale: string): Promise<readonly SessionCard[]> {
  const all = await gatherings.sessionsOfEdition(db, edition, locale)
  return all.filter(({ state }) => state !== 'draft').toSorted(gatherings.byHours)
}

export async function starsOf(db: Reader, edition: string, person: string | null): Promise<ReadonlySet<string>> {
  if (person === null) return new Set()
  const rows = await db
    .selectFrom('agenda_star')
    .select('session_id')
    .where('edition_id', '=', edition)
    .where('person_id', '=', person)
    .execute()
  return new Set(rows.map(({ session_id: session }) => session))
}

export async function feedOf(db: Reader, edition: string, person: string | null): Promise<string | null> {
  if (person === null) return null
  const row = await db
    .selectFrom('agenda_feed')
    .select('id')
    .where('edition_id', '=', edition)
    .where('person_id', '=', person)
    .executeTakeFirst()
  return row?.id ?? null
}

/** Whose agenda a secret address leads to; null where it was taken back or never was. */
export async function feedBehind(db: Reader, keys: Keys, token: string): Promise<{ edition: string; person: string } | null> {
  const [edition = '', id = ''] = keys.verify(PURPOSE, token)?.split('.') ?? []
  if (!isUuid(edition) || !isUuid(id)) return null
  const row = await db
    .selectFrom('agenda_feed')
    .select('person_id')
    .where('edition_id', '=', edition)
    .where('id', '=', id)
    .executeTakeFirst()
  return row === undefined ? null : { edition, person: row.person_id }
}

export async function agendaOf(
  db: Reader,
  edition: string,
  { person, locale }: { readonly person: string | null; readonly locale: string },
) {
  const sessions = await sessionsToStar(db, edition, locale)
  const stars = await starsOf(db, edition, person)
  // Of hours that are not set nobody knows what they clash with.
  const starred = sessions.filter(({ id, phase, hoursKnown }) => stars.has(id) && phase !== 'called-off' && hoursKnown)
  return { sessions, stars, clashes: clashing(starred) }
}

export const readAgenda = query({
  name: 'registrations.agenda',
  summary: 'The sessions of an edition that you marked by the name that you act under, and which of them run at the same time',
  route: 'GET /editions/{edition}/agenda',
  input: z.object({ edition: z.uuid() }),
  output: z.object({ sessions: z.array(z.object({ session: z.string(), clashes: z.boolean() })) }),
  async read(db, { input, actor }) {
    await demandEdition(db, input.edition, actor)
    demand(mayKeepAgenda(actor))
    const { sessions, stars, clashes } = await agendaOf(db, input.edition, actor)
    return { sessions: sessions.filter(({ id }) => stars.has(id)).map(({ id }) => ({ session: id, clashes: clashes.has(id) })) }
  },
})
