import type { Reading } from '../../../core/published.ts'
import type { Reader } from '../../../platform/db.ts'
import { organisations } from '../../organisations/index.ts'
import { places } from '../../places/index.ts'
import { profiles } from '../../profiles/index.ts'
import { dayOf, freshness, isOverdue, kindOf, KINDS } from '../rules.ts'
import { itemPath, linksOf, remarksOf, textsOf, type ItemRow, type LinkRow, type TextRow } from './rows.ts'
import type { Shown } from './shapes.ts'

type Texts = Awaited<ReturnType<typeof textsOf>>
type Drawing = Reading & {
  /** Those that wait have their words too. */
  readonly all?: boolean
  /** Theirs, where they were read before. */
  readonly texts?: Texts
}

/** In the reader's language where there is a text that was read, else the original. */
export function chosenText(texts: readonly TextRow[], locale: string): TextRow | null {
  const standing = texts.filter(({ state }) => state !== 'waiting')
  return standing.find(({ language }) => language === locale) ?? standing.find(({ state }) => state === 'original') ?? null
}

const linkShown = ({ url, state, moved_to, asked_at }: LinkRow): Shown['links'][number] => ({
  ...{ url, state, movedTo: moved_to, askedOn: asked_at === null ? null : dayOf(asked_at) },
})

type Known = {
  /** Of those who answer for something or looked at it: they agreed to be named. */
  readonly roles: Awaited<ReturnType<typeof profiles.inRole>>
  /** Of those who wrote, as far as their cards show them to this reader. */
  readonly authors: ReadonlyMap<string, string>
  readonly bodies: Awaited<ReturnType<typeof organisations.bodyCards>>
  readonly places: Awaited<ReturnType<typeof places.named>>
}

function ownerOf(item: ItemRow, { roles, bodies }: Known): Shown['owner'] {
  const body = item.owner_body === null ? undefined : bodies.get(item.owner_body)
  if (body !== undefined)
    return {
      ...{ sort: 'office', name: body.name, language: body.language, path: `/bodies/${body.slug}`, office: item.owner_office },
      ...{ card: null, ofState: organisations.speaksForState(body.kind) },
    }
  const nobody = { language: null, path: null, card: null, office: null, ofState: false }
  if (item.owner_person === null) return { sort: 'nobody', name: '', ...nobody }
  const owner = roles.get(item.owner_person)
  return owner === undefined ? { sort: 'somebody', name: '', ...nobody } : { sort: 'person', ...nobody, ...owner }
}

const placed = (id: string, { places: known }: Known): Shown['place'] => {
  const place = known.get(id)
  return place === undefined
    ? { id, name: id, language: 'und', path: '/abroad' }
    : { id, name: place.name, language: place.language, path: place.path }
}

async function knownOf(db: Reader, items: readonly ItemRow[], texts: Iterable<readonly TextRow[]>, reading: Reading): Promise<Known> {
  const authors = [...texts].flatMap((own) => own.flatMap(({ author }) => author ?? []))
  const named = items.flatMap(({ owner_person, checked_by }) => [owner_person ?? [], checked_by ?? []].flat())
  const { locale } = reading.actor
  return {
    roles: await profiles.inRole(db, reading, named),
    authors: authors.length === 0 ? new Map() : await profiles.namesFor(db, reading.actor, authors),
    bodies: await organisations.bodyCards(
      db,
      items.flatMap(({ owner_body }) => owner_body ?? []),
      locale,
    ),
    places: await places.named(
      db,
      items.flatMap(({ place, for_whom }) => [place, ...for_whom]),
      locale,
    ),
  }
}

/** As everybody may know of them, in the order of the rows. */
export async function draw(
  db: Reader,
  items: readonly ItemRow[],
  { all = false, texts: read, ...reading }: Drawing,
): Promise<readonly Shown[]> {
  const [today, { locale }] = [dayOf(reading.now), reading.actor]
  const [texts, links, remarks] = [read ?? (await textsOf(db, items)), await linksOf(db, items), await remarksOf(db, items)]
  const known = await knownOf(db, items, texts.values(), reading)
  return items.map((item) => {
    const own = texts.get(item.id) ?? []
    const open = all || item.state === 'published'
    const text = open ? chosenText(own, locale) : null
    const original = own.find(({ state }) => state === 'original')?.language ?? 'und'
    const by = text?.author ?? null
    return {
      ...{ id: item.id, path: itemPath(item.id), place: placed(item.place, known), kind: kindOf(item.kind), state: item.state },
      freshness: freshness(item.expires_on, today),
      ...{ title: text?.title ?? '', text: text?.text ?? '', language: text?.language ?? 'und', original },
      translation: text?.state === 'read' ? { by: by === null ? null : (known.authors.get(by) ?? null), on: text.written_on } : null,
      languages: own.filter(({ state }) => state !== 'waiting').map(({ language }) => language),
      links: open ? (links.get(item.id) ?? []).map(linkShown) : [],
      telephone: open ? item.telephone : '',
      forWhom: item.for_whom.map((id) => placed(id, known)),
      owner: ownerOf(item, known),
      ...{ checkedOn: item.checked_on, expiresOn: item.expires_on, proposedOn: item.proposed_on, answerBy: item.answer_by },
      checkedBy: item.checked_by === null ? null : (known.roles.get(item.checked_by)?.name ?? null),
      overdue: item.state === 'proposed' && isOverdue(item.answer_by, today),
      reason: item.reason === '' ? null : { text: item.reason, language: item.reason_language ?? 'und' },
      version: item.version,
      waiting: (remarks.get(item.id) ?? []).filter(({ state }) => state === 'waiting').length,
    }
  })
}

/** What is for the origins that somebody chose comes first, what has to be checked last; within that by kind, then by its words. */
export function ordered(items: readonly Shown[], origins: ReadonlySet<string>, locale: string): readonly Shown[] {
  const { compare } = new Intl.Collator(locale)
  const rank = ({ kind, freshness: state, forWhom }: Shown): number =>
    (kind === 'emergency' ? 0 : 100) +
    (state === 'holds' ? 0 : 1000) +
    (forWhom.some(({ id }) => origins.has(id)) ? 0 : 20) +
    KINDS.indexOf(kind)
  return items.toSorted((a, b) => rank(a) - rank(b) || compare(a.title, b.title) || (a.id < b.id ? -1 : 1))
}
