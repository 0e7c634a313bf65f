import { z } from 'zod'
import { query } from '../../../core/command.ts'
import { publicRecord } from '../../../core/event.ts'
import { refuse } from '../../../core/refused.ts'
import type { MovedRow, Travel } from '../../../core/moving.ts'
import type { Reader } from '../../../platform/db.ts'
import { no } from '../refusals.ts'
import { dayWritten } from '../rules.ts'
import { KINDS } from '../tables.ts'
import { accounts } from './accounts.ts'
import { bodyFacts } from './body-facts.ts'
import { saidOf, textsOf } from './body-profile.ts'
import { chapters } from './chapters.ts'
import { officer, officesOfBody, pastOffice } from './officers.ts'
import { bodyRef } from './shapes.ts'
import { verification } from './verification.ts'

const text = z.object({ language: z.string(), name: z.string(), summary: z.string(), focus: z.string(), expectations: z.string() })
const earlier = text.extend({ version: z.number(), replacedAt: z.date() })

const versionsOf = (db: Reader, bodyId: string) =>
  db
    .selectFrom('body_text_version')
    .select(['language', 'version', 'name', 'summary', 'focus', 'expectations', 'replaced_at as replacedAt'])
    .where('body_id', '=', bodyId)
    .orderBy('language')
    .orderBy('version', 'desc')
    .execute()

export const bodyHistory = query({
  name: 'organisations.body-history',
  summary: 'The texts of a body as they are, and as they were before each change.',
  route: 'GET /bodies/{body}/history',
  input: z.object({ body: bodyRef }),
  output: z.object({ texts: z.array(text), earlier: z.array(earlier) }),
  async read(db, { input, actor }) {
    const { id } = (await bodyFacts(db, input.body, actor)) ?? refuse(no('body.missing'))
    return { texts: await textsOf(db, id), earlier: await versionsOf(db, id) }
  },
})
export type BodyHistory = z.infer<typeof bodyHistory.output>

/** All that is public of a body, in one file: for whoever looks after it, and for whoever comes after them. Members are in none of it. */
export const bodyRecord = query({
  name: 'organisations.body-record',
  summary: 'The whole public record of a body: texts, offices, chapters, accounts, evidence, and what was told of it, by days.',
  route: 'GET /bodies/{body}/export',
  input: z.object({ body: bodyRef }),
  output: z.object({
    body: z.object({ slug: z.string(), kind: z.enum(KINDS), createdAt: z.date(), archivedAt: z.date().nullable() }),
    said: z.object({
      founded: z.number().nullable(),
      countries: z.array(z.string()),
      languages: z.array(z.string()),
      web: z.string().nullable(),
      contact: z.string().nullable(),
    }),
    texts: z.array(text),
    earlierTexts: z.array(earlier),
    officers: z.array(officer),
    officersBefore: z.array(pastOffice),
    chapters: chapters.output,
    accounts: accounts.output,
    verification: verification.output,
    history: z.array(z.object({ day: z.string(), kind: z.string(), subject: z.string(), data: z.record(z.string(), z.unknown()) })),
  }),
  async read(db, asked) {
    const { input, actor } = asked
    const row = await db
      .selectFrom('body')
      .select(['id', 'slug', 'kind', 'created_at as createdAt', 'archived_at as archivedAt'])
      .where('slug', '=', input.body)
      .executeTakeFirst()
    const { id, ...body } = row ?? refuse(no('body.missing'))
    const { officers, before } = await officesOfBody(db, id, actor.locale)
    const told = await publicRecord(db, id)
    return {
      body,
      said: await saidOf(db, id),
      texts: await textsOf(db, id),
      earlierTexts: await versionsOf(db, id),
      officers,
      officersBefore: before,
      chapters: await chapters.read(db, asked),
      accounts: await accounts.read(db, asked),
      verification: await verification.read(db, asked),
      history: told.map(({ day, kind, subject, data }) => ({ day: dayWritten(day), kind, subject, data })),
    }
  },
})

const by = 'body_id'

/** An office of somebody who does not come along ends on the day on which the body leaves: its days are public, its holder is nobody there. */
const vacated = (row: MovedRow, _posts: 'keep' | 'erase', at: string): MovedRow => ({ ...row, until: row['until'] ?? at, ends_at: null })

/** How a body travels to another hub. How it is known to be what it says it is, each hub looks at itself. */
export const travels = {
  body: {
    by: 'id',
    columns: { id: 'own', slug: 'address', archived_at: 'dropped', archived_by: 'dropped' },
  },
  text: { by, columns: { body_id: 'own' } },
  account: {
    by,
    columns: {
      ...{ body_id: 'own', id: 'own', asked_at: 'dropped', checked_at: 'dropped', method: 'dropped' },
      ...{ proven_at: 'dropped', failing_since: 'dropped' },
    },
  },
  office: {
    by,
    columns: {
      ...{ body_id: 'own', person_id: { person: 'seat' }, delegated_by: { person: 'empty' }, after_person: { person: 'empty' } },
    },
    left: vacated,
  },
  membership: { by, columns: { body_id: 'own', person_id: { person: 'row' } } },
} as const satisfies Readonly<Record<string, Travel>>
