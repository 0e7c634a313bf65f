import { eventsOf } from '../../../core/event.ts'
import type { News, NewsAsked } from '../../../core/news.ts'
import type { Runner } from '../../../core/perform.ts'
import type { Reader } from '../../../platform/db.ts'
import { gatherings, type EditionCard } from '../../gatherings/index.ts'
import type {} from '../tables.ts'

const CHANGES = [
  ...['gatherings.edition.edited', 'gatherings.edition.called-off'],
  ...['gatherings.session.announced', 'gatherings.session.edited', 'gatherings.session.called-off'],
]

type Place = {
  readonly edition: string
  readonly person: string
  readonly state: string
  readonly movedUp: boolean
  readonly askedAt: Date
  readonly decidedAt: Date | null
}

/** What became of a place that had to be decided or waited for, and that an edition to which somebody means to come has changed. */
export async function newsOf(
  { runner: { db } }: { readonly runner: Runner },
  { owners, since, sorts }: NewsAsked,
): Promise<readonly News[]> {
  if (!sorts.includes('decision')) return []
  const accounts = new Map<string, string>(owners.flatMap(({ account, persons }) => persons.map((person) => [person, account] as const)))
  const places = await placesOf(db, [...accounts.keys()])
  const told: News[] = []
  for (const [edition, own] of Map.groupBy(places, (place) => place.edition)) {
    const card = await gatherings.editionById(db, edition, 'en')
    if (card === null) continue
    const changed = (await eventsOf(db, edition, CHANGES)).findLast(({ at }) => at > since)
    for (const place of own) {
      const account = accounts.get(place.person)
      if (account === undefined) continue
      told.push(...ofPlace(place, card, account, since), ...ofChange(place, card, account, changed))
    }
  }
  return told
}

/** By pieces, since in the morning everybody is asked for. */
async function placesOf(db: Reader, persons: readonly string[]): Promise<readonly Place[]> {
  if (persons.length === 0) return []
  const rows = await db
    .selectFrom('registration')
    .select(['edition_id', 'person_id', 'state', 'moved_up', 'asked_at', 'decided_at'])
    .where('person_id', 'in', [...persons])
    .execute()
  return rows.map((row) => ({
    ...{ edition: row.edition_id, person: row.person_id, state: row.state, movedUp: row.moved_up },
    ...{ askedAt: row.asked_at, decidedAt: row.decided_at },
  }))
}

const about = ({ name, language }: EditionCard) => ({ text: name, language })

function ofPlace({ edition, state, movedUp, askedAt, decidedAt }: Place, card: EditionCard, account: string, since: Date): News[] {
  // Who got a place at once saw it on the page.
  if (decidedAt === null || decidedAt <= since || decidedAt.getTime() === askedAt.getTime()) return []
  const what = state === 'confirmed' ? (movedUp ? 'moved-up' : 'confirmed') : state
  return [
    {
      ...{ account, key: `registration/${edition}`, sort: 'decision', at: decidedAt, path: `${card.path}/registration` },
      line: (say) => say(`news.registrations.${what}`),
      about: about(card),
    },
  ]
}

type Change = { readonly kind: string; readonly at: Date }

function ofChange({ edition, state, askedAt }: Place, card: EditionCard, account: string, changed: Change | undefined): News[] {
  if (changed === undefined || changed.at <= askedAt || state === 'declined') return []
  const off = changed.kind === 'gatherings.edition.called-off' || card.state === 'called-off'
  return [
    {
      ...{ account, key: `edition/${edition}`, sort: 'decision', at: changed.at, path: card.path },
      line: (say) => say(off ? 'news.registrations.called-off' : 'news.registrations.changed'),
      about: about(card),
    },
  ]
}
