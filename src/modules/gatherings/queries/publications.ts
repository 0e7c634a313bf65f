import { isUuid } from '#base'
import { sql } from 'kysely'
import { jsonArrayFrom } from 'kysely/helpers/postgres'
import { idsOf, type Publication, type Published } from '../../../core/published.ts'
import type { Reader } from '../../../platform/db.ts'
import type {} from '../tables.ts'
import { inLanguage } from './editions.ts'
import { sessionsByIds } from './sessions.ts'

const announced = (db: Reader) =>
  db
    .selectFrom('summit_session')
    .innerJoin('edition', 'edition.id', 'summit_session.edition_id')
    .innerJoin('summit', 'summit.id', 'edition.summit_id')
    .select(['summit_session.id', 'summit_session.announced_at as at'])
    .where('summit_session.state', '!=', 'draft')
    .where('edition.state', '!=', 'draft')
    .where('summit_session.announced_at', 'is not', null)

async function drawn(
  db: Reader,
  rows: readonly { readonly id: string; readonly at: Date | null }[],
  locale: string,
): Promise<readonly Published[]> {
  const cards = await sessionsByIds(
    db,
    rows.map(({ id }) => id),
    locale,
  )
  return rows.flatMap(({ id, at }) => {
    const card = cards.get(id)
    if (card === undefined || at === null) return []
    return [
      {
        ...{ sort: 'session', id, path: card.path, title: card.title, text: card.editionName, language: card.language, at },
        ...{
          starts: card.hoursKnown ? card.startsAt : null,
          until: card.daysKnown ? card.endsAt : null,
          checkedOn: null,
          by: null,
          open: true,
        },
        subjects: [{ sort: 'summit', id: card.summitId } as const, ...card.hosts.map((host) => ({ sort: 'body', id: host }) as const)],
      },
    ]
  })
}

/** With all that is told of them, in one reading. */
const announcedOnes = (db: Reader) =>
  db
    .selectFrom('edition')
    .innerJoin('summit', 'summit.id', 'edition.summit_id')
    .select(['edition.id', 'edition.slug', 'edition.announced_at as at', 'edition.days_known as daysKnown', 'edition.ends_on as endsOn'])
    .select(['summit.id as summit', 'summit.slug as summitSlug', 'summit.body_id as body'])
    .select((of) => [
      jsonArrayFrom(
        of
          .selectFrom('edition_text')
          .select(['edition_text.language', 'edition_text.name', 'edition_text.theme', 'edition_text.summary'])
          .whereRef('edition_text.edition_id', '=', 'edition.id')
          .orderBy('edition_text.position'),
      ).as('texts'),
      jsonArrayFrom(
        of
          .selectFrom('edition_host')
          .select('edition_host.body_id as body')
          .whereRef('edition_host.edition_id', '=', 'edition.id')
          .where('edition_host.confirmed_at', 'is not', null)
          .orderBy('edition_host.confirmed_at')
          .orderBy('edition_host.body_id'),
      ).as('others'),
    ])
    .where('edition.state', '!=', 'draft')
    .where('edition.announced_at', 'is not', null)

type Announced = Awaited<ReturnType<ReturnType<typeof announcedOnes>['execute']>>[number]

const editionsTold = (rows: readonly Announced[], locale: string): readonly Published[] =>
  rows.flatMap(({ id, slug, at, daysKnown, endsOn, summit, summitSlug, body, texts, others }): Published[] => {
    if (at === null) return []
    const { name = slug, theme = '', summary = '', language = 'und' } = inLanguage(texts, locale) ?? {}
    const hosts = [...new Set([body, ...others.map((other) => other.body)])]
    return [
      {
        ...{ sort: 'edition', id, path: `/summits/${summitSlug}/${slug}`, title: name, text: theme === '' ? summary : theme, language },
        ...{ at, starts: null, until: daysKnown ? new Date(`${endsOn}T23:59:59Z`) : null, checkedOn: null, by: null, open: true },
        subjects: [{ sort: 'summit', id: summit }, ...hosts.map((host) => ({ sort: 'body', id: host }) as const)],
        words: texts.flatMap((text) => [text.name, text.theme, text.summary]).join('\n'),
      },
    ]
  })

/** Of these summits, or held by these bodies, alone or beside others. */
const isOf = (summits: readonly string[], bodies: readonly string[]) => sql<boolean>`(
  summit.id = any(${summits}::uuid[])
  or summit.body_id = any(${bodies}::uuid[])
  or edition.id in (select edition_id from edition_host where body_id = any(${bodies}::uuid[]) and confirmed_at is not null)
)`

const subjectOf = ({ subject }: { readonly subject: string }): string => subject

/** The editions of summits, and their sessions. */
export const publications: readonly Publication[] = [
  {
    sort: 'session',
    label: 'gatherings.published',
    async of(db, { actor, subjects, before, most }) {
      const [summits, bodies] = [idsOf(subjects, 'summit'), idsOf(subjects, 'body')]
      if (subjects !== null && summits.length + bodies.length === 0) return []
      let select = announced(db).orderBy('summit_session.announced_at', 'desc').orderBy('summit_session.id').limit(most)
      if (before !== null) select = select.where('summit_session.announced_at', '<', before)
      if (subjects !== null) select = select.where(isOf(summits, bodies))
      return drawn(db, await select.execute(), actor.locale)
    },
    async byIds(db, ids, { actor }) {
      const known = ids.filter(isUuid)
      return known.length === 0 ? [] : drawn(db, await announced(db).where('summit_session.id', 'in', known).execute(), actor.locale)
    },
    async openAfter(db, after, most) {
      let select = announced(db).orderBy('summit_session.id').limit(most)
      if (after !== null) select = select.where('summit_session.id', '>', after)
      return (await select.execute()).map(({ id }) => id)
    },
    changedBy: {
      'gatherings.session.announced': subjectOf,
      'gatherings.session.edited': subjectOf,
      'gatherings.session.called-off': subjectOf,
      'gatherings.note.written': subjectOf,
      'gatherings.note.translated': subjectOf,
    },
  },
  {
    sort: 'edition',
    label: 'gatherings.edition-published',
    async of(db, { actor, subjects, before, most }) {
      const [summits, bodies] = [idsOf(subjects, 'summit'), idsOf(subjects, 'body')]
      if (subjects !== null && summits.length + bodies.length === 0) return []
      let select = announcedOnes(db).orderBy('edition.announced_at', 'desc').orderBy('edition.id').limit(most)
      if (before !== null) select = select.where('edition.announced_at', '<', before)
      if (subjects !== null) select = select.where(isOf(summits, bodies))
      return editionsTold(await select.execute(), actor.locale)
    },
    async byIds(db, ids, { actor }) {
      const known = ids.filter(isUuid)
      return known.length === 0 ? [] : editionsTold(await announcedOnes(db).where('edition.id', 'in', known).execute(), actor.locale)
    },
    async openAfter(db, after, most) {
      let select = announcedOnes(db).orderBy('edition.id').limit(most)
      if (after !== null) select = select.where('edition.id', '>', after)
      return (await select.execute()).map(({ id }) => id)
    },
    changedBy: Object.fromEntries(
      ['edition.announced', 'edition.edited', 'edition.called-off', 'edition-text.written'].map((what) => [
        `gatherings.${what}`,
        subjectOf,
      ]),
    ),
  },
]
