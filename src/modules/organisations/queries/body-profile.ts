import { sql } from 'kysely'
import { z } from 'zod'
import { query } from '../../../core/command.ts'
import { refuse } from '../../../core/refused.ts'
import type { Reader } from '../../../platform/db.ts'
import { no } from '../refusals.ts'
import { shownCount } from '../rules.ts'
import { ARCHIVERS, LEVELS } from '../tables.ts'
import { allBodies, bodyBySlug } from './body-cards.ts'
import { countMembers } from './body-facts.ts'
import { levelsNow } from './evidence.ts'
import { officer, officesOfBody, pastOffice } from './officers.ts'
import { bodyCard, bodyRef, kindField } from './shapes.ts'

/** Every text of a body, the first language first. */
export const textsOf = (db: Reader, bodyId: string) =>
  db
    .selectFrom('body_text')
    .select(['language', 'name', 'summary', 'focus', 'expectations'])
    .where('body_id', '=', bodyId)
    .orderBy('position')
    .execute()

/** What a body says of itself beside its texts. */
export const saidOf = (db: Reader, bodyId: string) =>
  db.selectFrom('body').select(['founded', 'countries', 'languages', 'web', 'contact']).where('id', '=', bodyId).executeTakeFirstOrThrow()

export type Said = {
  readonly founded: number | null
  readonly countries: readonly string[]
  readonly languages: readonly string[]
  readonly web: string | null
  readonly contact: string | null
  readonly createdAt: Date
}

/** For other rooms: the same of many bodies, by id. */
export async function saidOfBodies(db: Reader, ids: readonly string[]): Promise<ReadonlyMap<string, Said>> {
  if (ids.length === 0) return new Map()
  const rows = await db
    .selectFrom('body')
    .select(['id', 'founded', 'countries', 'languages', 'web', 'contact', 'created_at as createdAt'])
    .where('id', 'in', [...ids])
    .execute()
  return new Map(rows.map(({ id, ...said }) => [id, said]))
}

/** For other rooms: names and summaries of many bodies, in every language in which they were written. */
export async function textsOfBodies(db: Reader, ids: readonly string[]) {
  if (ids.length === 0) return []
  return db
    .selectFrom('body_text')
    .select(['body_id as bodyId', 'language', 'name', 'summary', 'focus', 'expectations'])
    .where('body_id', 'in', [...ids])
    .orderBy('body_id')
    .orderBy('position')
    .execute()
}

/** For other rooms: the bodies in use, in the order of their ids, for whoever goes through all of them part by part. */
export async function bodyIdsAfter(db: Reader, after: string | null, most: number): Promise<readonly string[]> {
  const all = db.selectFrom('body').select('id').where('archived_at', 'is', null).orderBy('id').limit(most)
  return (await (after === null ? all : all.where('id', '>', after)).execute()).map(({ id }) => id)
}

type Newest = { readonly among: readonly string[] | null; readonly before: Date | null; readonly most: number }

/** For other rooms: bodies in use, the newest first (null: of all), and where each says that it acts. */
export async function newestBodies(db: Reader, { among, before, most }: Newest) {
  let select = db.selectFrom('body').select(['id', 'countries', 'created_at as at']).where('archived_at', 'is', null)
  if (among !== null) select = select.where(sql<boolean>`id = any(${among}::uuid[])`)
  if (before !== null) select = select.where('created_at', '<', before)
  return select.orderBy('created_at', 'desc').orderBy('id').limit(most).execute()
}

const said = z.object({
  founded: z.number().nullable(),
  countries: z.array(z.string()).describe('Where it acts, by ISO 3166 code'),
  languages: z.array(z.string()).describe('Which languages it works in'),
  web: z.string().nullable(),
  contact: z.string().nullable().describe('An e-mail address of the body itself'),
})

async function editsOf(db: Reader, bodyId: string, language: string) {
  return db
    .selectFrom('body_text_version')
    .select((select) => [select.fn.countAll<number>().as('count'), select.fn.max('replaced_at').as('last')])
    .where('body_id', '=', bodyId)
    .where('language', '=', language)
    .executeTakeFirstOrThrow()
}

export const bodyProfile = query({
  name: 'organisations.body-profile',
  summary: 'A body: what it is, who speaks for it and since when.',
  route: 'GET /bodies/{body}',
  input: z.object({ body: bodyRef }),
  output: bodyCard.extend({
    languages: z.array(z.string()).describe('In which it has a text'),
    focus: z.string(),
    expectations: z.string(),
    said,
    edits: z.number().describe('How often the shown text was changed'),
    editedAt: z.date().nullable(),
    officers: z.array(officer),
    before: z.array(pastOffice).describe('Who held an office earlier'),
    members: z.number().nullable().describe('Null: fewer than ten'),
    createdAt: z.date(),
    archivedAt: z.date().nullable(),
    archivedBy: z.enum(ARCHIVERS).nullable(),
  }),
  async read(db, { input, actor }) {
    const card = await bodyBySlug(db, input.body, actor.locale)
    if (card === null) return refuse(no('body.missing'))
    const row = await db
      .selectFrom('body')
      .select(['created_at', 'archived_at', 'archived_by'])
      .where('id', '=', card.id)
      .executeTakeFirstOrThrow()
    const texts = await textsOf(db, card.id)
    const text = texts.find(({ language }) => language === card.language)
    const edits = await editsOf(db, card.id, card.language)
    return {
      ...card,
      languages: texts.map(({ language }) => language),
      focus: text?.focus ?? '',
      expectations: text?.expectations ?? '',
      said: await saidOf(db, card.id),
      edits: edits.count,
      editedAt: edits.last,
      ...(await officesOfBody(db, card.id, actor.locale)),
      members: shownCount(await countMembers(db, card.id)),
      createdAt: row.created_at,
      archivedAt: row.archived_at,
      archivedBy: row.archived_by,
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
