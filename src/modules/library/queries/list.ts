import { z } from 'zod'
import { query } from '../../../core/command.ts'
import { languageTag } from '../../../core/language.ts'
import type { Reader } from '../../../platform/db.ts'
import { organisations } from '../../organisations/index.ts'
import { places } from '../../places/index.ts'
import { topics } from '../../topics/index.ts'
import { dayOf, FRESHNESS, plain } from '../rules.ts'
import { cardsOf, openEntries, type OpenEntries } from './entries.ts'
import type { Asking } from './facts.ts'
import { card, kind, type Card } from './shapes.ts'

export const A_PART = 30
/** So many words of a search count. */
const MOST_TERMS = 8

export const sought = z.object({
  kind: kind.optional(),
  topic: z.string().max(60).optional(),
  place: z.string().max(36).optional(),
  body: z.string().max(80).optional().describe('The address of a body: its own, and what is about it'),
  language: languageTag.optional(),
  freshness: z.enum(FRESHNESS).optional().describe('Whether the review date has passed'),
  words: z.string().trim().max(200).optional(),
  part: z.coerce.number().int().min(1).max(1000).default(1).describe('Thirty to a part, the newest first'),
})
export type Sought = z.infer<typeof sought>

export type Listed = { readonly entries: readonly Card[]; readonly count: number; readonly part: number; readonly parts: number }

/** The same few readings, however many there are. */
export async function listedEntries(db: Reader, asked: Sought, asking: Asking): Promise<Listed> {
  const wanted = await filtered(db, asked, asking)
  if (wanted === null) return { entries: [], count: 0, part: 1, parts: 1 }
  const { count } = (await wanted
    .clearSelect()
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .executeTakeFirst()) ?? { count: 0 }
  const rows = await wanted
    .orderBy('published_at', 'desc')
    .orderBy('id')
    .limit(A_PART)
    .offset((asked.part - 1) * A_PART)
    .execute()
  const parts = Math.max(1, Math.ceil(Number(count) / A_PART))
  return { entries: await cardsOf(db, rows, asking), count: Number(count), part: asked.part, parts }
}

/** Null: nothing can stand there, for what was asked for is not known here. */
async function filtered(db: Reader, asked: Sought, { now }: Asking): Promise<OpenEntries | null> {
  let wanted: OpenEntries = openEntries(db)
  if (asked.kind !== undefined) wanted = wanted.where('kind', '=', asked.kind)
  if (asked.topic !== undefined) {
    const keys = (await topics.within(db, [asked.topic])).get(asked.topic) ?? [asked.topic]
    wanted = withSubject(wanted, 'topic', keys)
  }
  if (asked.place !== undefined) wanted = withSubject(wanted, 'place', await places.within(db, asked.place))
  if (asked.body !== undefined) {
    const body = await organisations.bodyBySlug(db, asked.body, 'en')
    if (body === null) return null
    wanted = ofBody(wanted, body.id)
  }
  const { language } = asked
  if (language !== undefined)
    wanted = wanted.where((where) =>
      where.or([
        where('language', '=', language),
        where.exists(
          where
            .selectFrom('library_translation')
            .select('library_translation.entry_id')
            .whereRef('library_translation.entry_id', '=', 'library_entry.id')
            .where('library_translation.language', '=', language),
        ),
      ]),
    )
  if (asked.freshness !== undefined) wanted = wanted.where('review_on', asked.freshness === 'fresh' ? '>=' : '<', dayOf(now))
  // Letters and digits alone are left, so nothing in it means more than itself.
  for (const term of plain(asked.words ?? '')
    .split(' ')
    .filter((one) => one !== '')
    .slice(0, MOST_TERMS))
    wanted = wanted.where('found_by', 'like', `%${term}%`)
  return wanted
}

export const withSubject = (wanted: OpenEntries, sort: 'topic' | 'place' | 'body', ids: readonly string[]): OpenEntries =>
  wanted.where((where) =>
    where.exists(
      where
        .selectFrom('library_subject')
        .select('library_subject.entry_id')
        .whereRef('library_subject.entry_id', '=', 'library_entry.id')
        .where('sort', '=', sort)
        .where('subject', 'in', ids.length === 0 ? [''] : [...ids]),
    ),
  )

/** In its name, or about it. */
export const ofBody = (wanted: OpenEntries, body: string): OpenEntries =>
  wanted.where((where) =>
    where.or([
      where('body_id', '=', body),
      where.exists(
        where
          .selectFrom('library_subject')
          .select('library_subject.entry_id')
          .whereRef('library_subject.entry_id', '=', 'library_entry.id')
          .where('sort', '=', 'body')
          .where('subject', '=', body),
      ),
    ]),
  )

export const listEntries = query({
  name: 'library.list',
  summary: 'The library, thirty to a part, the newest first: by kind, topic, place, body, language, freshness and words, in any spelling',
  route: 'GET /library',
  input: sought,
  output: z.object({ entries: z.array(card), count: z.number().int(), part: z.number().int(), parts: z.number().int() }),
  async read(db, { input, actor, now }) {
    const found = await listedEntries(db, input, { actor, now })
    return { ...found, entries: [...found.entries] }
  },
})
