import type { Actor } from '../../../core/actor.ts'
import { THE_HUB } from '../../../core/event.ts'
import { CATEGORY_OF, type PublishedRule, type Reportable, type Thing } from '../../../core/reportable.ts'
import type { Reader } from '../../../platform/db.ts'
import { organisations } from '../../organisations/index.ts'
import { people } from '../../people/index.ts'
import { places } from '../../places/index.ts'
import { RULES } from '../rules.ts'
import { pageRows } from './desk.ts'
import { chosenText } from './items.ts'
import { demandItem, itemById, itemPath, textsOf, type ItemRow } from './rows.ts'

const MESSAGES = {
  'no-advert': 'abroad-rule.no-advert',
  'no-attack': 'abroad-rule.no-attack',
  'no-personal-data': 'abroad-rule.no-personal-data',
  'no-deceit': 'abroad-rule.no-deceit',
} as const

export const publishedRules: readonly PublishedRule[] = RULES.map((code) => ({
  code,
  message: MESSAGES[code],
  category: CATEGORY_OF[code],
}))

/**
 * Whose moderators decide: those of the body that owns the item, else of the body that looks after the page or that of its country; where there
 * is none, whoever runs the hub.
 */
export async function bodyOf(db: Reader, { owner_body: owner, place }: ItemRow): Promise<string> {
  if (owner !== null) return owner
  const own = (await places.named(db, [place], 'en')).get(place)
  const ids = [place, ...(own?.town === true ? [own.country] : [])]
  const pages = await pageRows(db, ids)
  return ids.flatMap((id) => pages.find((page) => page.place === id)?.body_id ?? [])[0] ?? THE_HUB
}

/** For the deeds by which moderation hides and shows. */
export async function moderationFacts(db: Reader, id: string, actor: Actor) {
  const item = await demandItem(db, id)
  const { moderator } = await organisations.standingOf(db, await bodyOf(db, item), actor.person)
  return { item, actor, moderator: moderator || actor.operator }
}

async function thing(db: Reader, item: ItemRow | null, locale: string): Promise<Thing | null> {
  if (item === null || (item.state !== 'published' && item.state !== 'hidden')) return null
  const bodyId = await bodyOf(db, item)
  const text = chosenText((await textsOf(db, [item])).get(item.id) ?? [], locale)
  const place = (await places.named(db, [item.place], locale)).get(item.place)
  if (text === null || place === undefined) return null
  return {
    ...{ sort: 'abroad-item', scope: item.id, subject: item.id, bodyId, path: itemPath(item.id), language: text.language },
    text: `${text.title}\n\n${text.text}`,
    place: { text: place.name, language: place.language, path: place.path },
    ...{ published: item.state === 'published', rules: publishedRules, writtenAt: item.published_at ?? new Date(item.proposed_on) },
  }
}

const ADDRESS = /^\/abroad\/items\/([0-9a-f-]{36})$/

export const at: Reportable['at'] = async (db, path, actor) => {
  const found = await thing(db, await itemById(db, ADDRESS.exec(path)?.[1] ?? ''), actor.locale)
  return found?.published === true ? found : null
}

export const byId: Reportable['byId'] = async (db, { scope, subject }, actor) =>
  scope === subject ? thing(db, await itemById(db, subject), actor.locale) : null

/** Whose words they are, or who looks after them: by any of their names, and told to nobody else. */
const personsOf = (item: Pick<ItemRow, 'owner_person' | 'proposed_by'>): readonly string[] =>
  [item.owner_person, item.proposed_by].flatMap((person) => person ?? [])

export const isBy: Reportable['isBy'] = async (db, { subject }, { actor }) => {
  const item = actor.account === null ? null : await itemById(db, subject)
  if (item === null) return false
  const own = await people.personsOf(db, actor.account)
  return personsOf(item).some((person) => own.includes(person))
}

export const whichAreBy: Reportable['whichAreBy'] = async (db, ids, { accounts }) => {
  if (ids.length === 0 || accounts.length === 0) return []
  const rows = await db
    .selectFrom('abroad_item')
    .select(['id', 'owner_person', 'proposed_by'])
    .where(
      'id',
      'in',
      ids.map(({ subject }) => subject),
    )
    .execute()
  const owners = await people.accountsOf(db, rows.flatMap(personsOf))
  return rows.flatMap((row) => {
    const own = new Set(personsOf(row).flatMap((person) => owners.get(person) ?? []))
    return [...own].filter((account) => accounts.includes(account)).map((account) => ({ scope: row.id, subject: row.id, account }))
  })
}
