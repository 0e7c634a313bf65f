import { isUuid } from '#base'
import { z } from 'zod'
import { query } from '../../../core/command.ts'
import { refuse } from '../../../core/refused.ts'
import type { Reader } from '../../../platform/db.ts'
import { no } from '../refusals.ts'
import { dayIn, LEAST, ON_A_PAGE, pathOf } from '../rules.ts'
import * as shapes from './shapes.ts'

export const testimonyRow = async (db: Reader, id: string) =>
  isUuid(id) ? ((await db.selectFrom('testimony').selectAll().where('id', '=', id).executeTakeFirst()) ?? null) : null
export type TestimonyRow = NonNullable<Awaited<ReturnType<typeof testimonyRow>>>

/** What everybody may read now. */
export const standingRows = (db: Reader) =>
  db.selectFrom('testimony').selectAll().where('withdrawn_on', 'is', null).where('hidden_for', 'is', null)

export const drawn = (row: TestimonyRow): shapes.Testimony => ({
  ...{ id: row.id, path: pathOf(row.id), title: row.title, text: row.text, language: row.language, described: row.described },
  ...{ country: row.country, version: row.version, publishedOn: dayIn(row.published_at), quotable: row.quoted },
  translation:
    row.translation_language === null ? null : { text: row.translation, language: row.translation_language, by: row.translated_by },
})

/** Newest first; of one hour by their random ids. */
export async function newestTestimonies(db: Reader, most: number): Promise<readonly shapes.Testimony[]> {
  const rows = await standingRows(db).orderBy('published_at', 'desc').orderBy('id').limit(most).execute()
  return rows.map(drawn)
}

export async function ofSession(db: Reader, session: string): Promise<readonly shapes.Testimony[]> {
  const rows = await standingRows(db).where('session_id', '=', session).orderBy('id').limit(ON_A_PAGE).execute()
  return rows.map(drawn)
}

/** What was hidden, taken back or never there is missing, each in the same way. */
export async function demandTestimony(db: Reader, id: string): Promise<shapes.Testimony> {
  const row = await testimonyRow(db, id)
  return row === null || row.withdrawn_on !== null || row.hidden_for !== null ? refuse(no('voice.missing')) : drawn(row)
}

/** How many were published and how many taken back; what is few is not told. */
export async function counts(db: Reader) {
  const row = await db
    .selectFrom('testimony')
    .select((eb) => [eb.fn.countAll<number>().as('all'), eb.fn.count<number>('withdrawn_on').as('gone')])
    .executeTakeFirstOrThrow()
  const told = (count: number) => (count < LEAST ? null : count)
  return { published: told(Number(row.all)), withdrawn: told(Number(row.gone)) }
}

export const listTestimonies = query({
  name: 'voices.list',
  summary: 'Testimonies that everybody may read: what people said to a trusted intermediary. Nothing says who spoke or who wrote it down',
  route: 'GET /voices/testimonies',
  input: z.object({}),
  output: z.object({ testimonies: z.array(shapes.testimony) }),
  async read(db) {
    return { testimonies: [...(await newestTestimonies(db, ON_A_PAGE))] }
  },
})

export const readTestimony = query({
  name: 'voices.read',
  summary: 'One testimony, in the language of the speaker, with a translation beside it where there is one',
  route: 'GET /voices/testimonies/{testimony}',
  input: z.object({ testimony: shapes.id }),
  output: shapes.testimony,
  read: (db, { input }) => demandTestimony(db, input.testimony),
})
