import { all, yes } from '#base'
import { sql } from 'kysely'
import { z } from 'zod'
import { command } from '../../../core/command.ts'
import { languageTag } from '../../../core/language.ts'
import { refuse } from '../../../core/refused.ts'
import type { Tx } from '../../../platform/db.ts'
import { mayEditEdition } from '../policy.ts'
import { seenEdition } from '../queries/editions.ts'
import { languages, line, moment } from '../queries/shapes.ts'
import { no } from '../refusals.ts'
import { CORRECTION_HOURS, hoursOf, insideDays } from '../rules.ts'

const long = z.string().trim().max(40_000).default('')

/** A briefing note in one language. All but the title is Markdown. */
export const note = z.object({
  language: languageTag,
  title: line(240).min(1),
  overview: long,
  context: long,
  scope: long,
  method: long,
  host: z.string().trim().max(2000).default(''),
  closing: long,
  lead: z.string().trim().max(1000).default('').describe('The sentence before the questions'),
  unplaced: long.describe('What an import could not place; only organisers see it'),
  questions: z.array(z.string().trim().min(1).max(600)).max(40).default([]),
})
export type Note = z.infer<typeof note>

export const sessionPlan = {
  number: z.number().int().min(1).max(999).optional().describe('Its number in the edition; without one the next that is free'),
  languages,
  hoursKnown: z.boolean().default(true).describe('False: its hours follow, and it is planned for the days of its edition'),
  startsAt: moment.optional().describe('Needed where the hours are known'),
  endsAt: moment.optional().describe('Needed where the hours are known'),
  correctionHours: z.number().int().min(1).max(720).default(CORRECTION_HOURS).describe('How long speakers may correct what they said'),
}

type Hours = { readonly hoursKnown: boolean; readonly startsAt?: string | undefined; readonly endsAt?: string | undefined }

/** Hours that are known have a beginning and an end, one after the other. */
export function hoursInOrder({ hoursKnown, startsAt, endsAt }: Hours, context: z.RefinementCtx): void {
  if (!hoursKnown) return
  const fault = (field: string, message: string) => context.addIssue({ code: 'custom', message, path: [field] })
  if (startsAt === undefined) fault('startsAt', 'field.required')
  if (endsAt === undefined) fault('endsAt', 'field.required')
  if (startsAt !== undefined && endsAt !== undefined && new Date(startsAt) >= new Date(endsAt)) fault('endsAt', 'field.end-before-start')
}

export const createSession = command({
  name: 'gatherings.create-session',
  summary: 'Prepare a session of an edition as a draft, with its briefing note',
  route: 'POST /editions/{edition}/sessions',
  input: z.object({ edition: z.uuid(), ...sessionPlan, note }).superRefine(hoursInOrder),
  output: z.object({ id: z.uuid(), number: z.number().int(), path: z.string() }),
  async facts(tx, { input, actor }) {
    const seen = (await seenEdition(tx, { id: input.edition }, actor)) ?? refuse(no('edition.missing'))
    // Who comes second waits: two sessions never get one number.
    await sql`select pg_advisory_xact_lock(hashtext(${`gatherings.sessions/${input.edition}`}))`.execute(tx)
    const rows = await tx.selectFrom('summit_session').select('number').where('edition_id', '=', input.edition).execute()
    const numbers = rows.map(({ number }) => number)
    return { ...seen, number: input.number ?? Math.max(0, ...numbers) + 1, taken: numbers.includes(input.number ?? 0) }
  },
  may: ({ input, actor, facts }) =>
    all(
      mayEditEdition(actor, facts.organiser, facts.edition.state),
      facts.taken ? no('gathering.address-taken') : yes,
      insideDays(hoursOf(input, facts.edition), facts.edition) ? yes : no('session.outside-the-days'),
    ),
  async run(tx, { input, facts, actor, now, outside }) {
    const id = outside.uuid()
    const { startsAt, endsAt } = hoursOf(input, facts.edition)
    await tx
      .insertInto('summit_session')
      .values({
        id,
        edition_id: input.edition,
        number: facts.number,
        state: 'draft',
        languages: input.languages,
        starts_at: startsAt,
        ends_at: endsAt,
        hours_known: input.hoursKnown,
        place_number: null,
        online_number: null,
        correction_hours: input.correctionHours,
        created_by: actor.person,
        created_at: now,
        announced_at: null,
        opened_at: null,
        closed_at: null,
      })
      .execute()
    await writeNote(tx, id, { ...input.note, position: 0, at: now })
    return { id, number: facts.number, path: `${facts.edition.path}/sessions/${facts.number}` }
  },
  tell: ({ input, result }) => [
    {
      kind: 'gatherings.session.created',
      scope: input.edition,
      subject: result.id,
      data: { number: result.number },
      visibility: 'internal',
    },
  ],
})

/** The note and its questions in one language, as a whole: what was there in that language before is replaced. */
export async function writeNote(
  tx: Tx,
  sessionId: string,
  { questions, at, ...words }: Note & { position: number; at: Date },
): Promise<void> {
  // Its title is in calendars.
  await tx
    .updateTable('summit_session')
    .set((row) => ({ changes: row('changes', '+', 1) }))
    .where('id', '=', sessionId)
    .execute()
  const { language, position, ...parts } = words
  const row = { ...parts, written_at: at }
  await tx
    .insertInto('briefing_note')
    .values({ session_id: sessionId, language, position, ...row })
    .onConflict((oc) => oc.columns(['session_id', 'language']).doUpdateSet(row))
    .execute()
  await tx.deleteFrom('session_question').where('session_id', '=', sessionId).where('language', '=', language).execute()
  if (questions.length === 0) return
  await tx
    .insertInto('session_question')
    .values(questions.map((text, index) => ({ session_id: sessionId, number: index + 1, language, text })))
    .execute()
}
