import { isUuid } from '#base'
import { sql } from 'kysely'
import { z } from 'zod'
import type { Actor } from '../../../core/actor.ts'
import { query } from '../../../core/command.ts'
import { refuse } from '../../../core/refused.ts'
import type { Reader } from '../../../platform/db.ts'
import type { Keys } from '../../../platform/keys.ts'
import { no } from '../refusals.ts'
import { FEWEST_SHOWN } from '../rules.ts'
import type { WritingOffice } from '../tables.ts'
import { demandDialogue, type Dialogue } from './dialogue-facts.ts'
import { onPaperCount, ref, speaker, type Speaker } from './shapes.ts'
import { speakerOfOffice } from './speakers.ts'

export type EntryLink = {
  readonly id: string
  readonly givenTo: string
  readonly quota: number
  readonly endsAt: Date
  readonly withdrawn: boolean
  /** Sheets that were typed in by it. Those of a meeting that was taken back count, those that were undone do not. */
  readonly used: number
}

/** Whoever holds it types in for one dialogue. The id alone, which lies in the table, opens nothing. */
export const entryToken = (keys: Keys, dialogueId: string, id: string): string => keys.sign(`entry/${dialogueId}`, id)

/** The link behind a token; null where the token is not ours, or of another dialogue. `lock`: of two who use the last of it at once, one does. */
export async function linkBehind(
  db: Reader,
  keys: Keys,
  { dialogueId, token, lock = false }: { readonly dialogueId: string; readonly token: string; readonly lock?: boolean },
): Promise<EntryLink | null> {
  const id = keys.verify(`entry/${dialogueId}`, token)
  if (id === null || !isUuid(id)) return null
  if (lock)
    await db.selectFrom('entry_link').select('id').where('dialogue_id', '=', dialogueId).where('id', '=', id).forUpdate().executeTakeFirst()
  return (await readLinks(db, dialogueId, id))[0] ?? null
}

/** The newest first. */
export async function readLinks(db: Reader, dialogueId: string, id?: string): Promise<readonly EntryLink[]> {
  let select = db
    .selectFrom('entry_link')
    .select(['id', 'given_to as givenTo', 'quota', 'ends_at as endsAt', 'withdrawn_at as withdrawnAt'])
    .select((eb) =>
      eb
        .selectFrom('sheet')
        .innerJoin('meeting', (join) =>
          join.onRef('meeting.dialogue_id', '=', 'sheet.dialogue_id').onRef('meeting.number', '=', 'sheet.meeting'),
        )
        .innerJoin('participant', (join) =>
          join.onRef('participant.dialogue_id', '=', 'sheet.dialogue_id').onRef('participant.number', '=', 'sheet.participant'),
        )
        .select((of) => of.fn.countAll<number>().as('used'))
        .whereRef('meeting.dialogue_id', '=', 'entry_link.dialogue_id')
        .whereRef('meeting.link_id', '=', 'entry_link.id')
        .where((where) => where.or([where('removed_for', 'is', null), where('removed_for', '!=', 'sheet-undone')]))
        .as('used'),
    )
    .where('dialogue_id', '=', dialogueId)
    .orderBy('made_at', 'desc')
    .orderBy('id')
  if (id !== undefined) select = select.where('id', '=', id)
  return (await select.execute()).map(({ withdrawnAt, used, ...link }) => ({ ...link, used: used ?? 0, withdrawn: withdrawnAt !== null }))
}

export type Meeting = {
  readonly number: number
  readonly title: string
  readonly language: string
  readonly heldOn: string
  readonly place: string | null
  readonly people: number
  readonly statements: readonly number[]
  readonly link: string | null
  readonly givenTo: string | null
  readonly office: WritingOffice | null
  readonly enteredBy: string | null
  readonly enteredAt: Date
  readonly hidden: boolean
  readonly withdrawn: boolean
  /** Sheets that count: neither undone nor taken out. */
  readonly sheets: number
}

/** In the order in which they were told. */
export async function readMeetings(db: Reader, dialogueId: string, number?: number): Promise<readonly Meeting[]> {
  let select = db
    .selectFrom('meeting')
    .leftJoin('entry_link', (join) =>
      join.onRef('entry_link.dialogue_id', '=', 'meeting.dialogue_id').onRef('entry_link.id', '=', 'meeting.link_id'),
    )
    .select(['number', 'title', 'language', 'held_on as heldOn', 'place', 'people', 'statements', 'link_id as link'])
    .select([
      'given_to as givenTo',
      'office',
      'entered_by as enteredBy',
      'entered_at as enteredAt',
      'hidden_for',
      'meeting.withdrawn_at as withdrawnAt',
    ])
    .select((eb) =>
      eb
        .selectFrom('sheet')
        .innerJoin('participant', (join) =>
          join.onRef('participant.dialogue_id', '=', 'sheet.dialogue_id').onRef('participant.number', '=', 'sheet.participant'),
        )
        .select((of) => of.fn.countAll<number>().as('sheets'))
        .whereRef('sheet.dialogue_id', '=', 'meeting.dialogue_id')
        .whereRef('sheet.meeting', '=', 'meeting.number')
        .where('removed_at', 'is', null)
        .as('sheets'),
    )
    .where('meeting.dialogue_id', '=', dialogueId)
    .orderBy('number')
  if (number !== undefined) select = select.where('number', '=', number)
  return (await select.execute()).map(({ withdrawnAt, hidden_for: hiddenFor, sheets, ...meeting }) => ({
    ...meeting,
    sheets: sheets ?? 0,
    hidden: hiddenFor !== null,
    withdrawn: withdrawnAt !== null,
  }))
}

/** The meeting of a deed, held while it decides. */
export async function demandMeeting(db: Reader, dialogueId: string, number: number): Promise<Meeting> {
  await db
    .selectFrom('meeting')
    .select('number')
    .where('dialogue_id', '=', dialogueId)
    .where('number', '=', number)
    .forUpdate()
    .executeTakeFirst()
  return (await readMeetings(db, dialogueId, number))[0] ?? refuse(no('meeting.missing'))
}

export type LastSheet = { readonly number: number; readonly key: string; readonly participant: number; readonly undone: boolean }

/** Sheets of a meeting, the last first; undone ones among them. */
export async function readMeetingSheets(db: Reader, dialogueId: string, meeting: number): Promise<readonly LastSheet[]> {
  const rows = await db
    .selectFrom('sheet')
    .innerJoin('participant', (join) =>
      join.onRef('participant.dialogue_id', '=', 'sheet.dialogue_id').onRef('participant.number', '=', 'sheet.participant'),
    )
    .select(['sheet.number', 'sheet.key', 'sheet.participant', 'removed_for as removedFor'])
    .where('sheet.dialogue_id', '=', dialogueId)
    .where('sheet.meeting', '=', meeting)
    .orderBy('sheet.number', 'desc')
    .execute()
  return rows.map(({ removedFor, ...sheet }) => ({ ...sheet, undone: removedFor === 'sheet-undone' }))
}

/** The answers of each counted sheet, of all meetings or of one, in one line, as `answersInLine` writes them: to ask about two that are alike. */
export async function answersOfSheets(
  db: Reader,
  dialogueId: string,
  meeting?: number,
): Promise<readonly { meeting: number; number: number; line: string }[]> {
  const select = db
    .selectFrom('sheet')
    .innerJoin('participant', (join) =>
      join.onRef('participant.dialogue_id', '=', 'sheet.dialogue_id').onRef('participant.number', '=', 'sheet.participant'),
    )
    .innerJoin('vote', (join) =>
      join.onRef('vote.dialogue_id', '=', 'sheet.dialogue_id').onRef('vote.participant', '=', 'sheet.participant'),
    )
    .select(['sheet.meeting', 'sheet.number', sql<string>`string_agg(statement || ':' || value, ' ' order by statement)`.as('line')])
    .where('sheet.dialogue_id', '=', dialogueId)
    .where('removed_at', 'is', null)
    .groupBy(['sheet.meeting', 'sheet.number'])
    .orderBy('sheet.meeting')
    .orderBy('sheet.number')
  return (meeting === undefined ? select : select.where('sheet.meeting', '=', meeting)).execute()
}

export const answersInLine = (answers: readonly { readonly statement: number; readonly value: number }[]): string =>
  answers
    .toSorted((a, b) => a.statement - b.statement)
    .map(({ statement, value }) => `${statement}:${value}`)
    .join(' ')

/** At which meeting statements were written that came with a sheet, by their numbers: for moderators, who decide about them. */
export async function meetingsOfStatements(db: Reader, dialogueId: string): Promise<ReadonlyMap<number, number>> {
  const rows = await db
    .selectFrom('statement')
    .innerJoin('participant', (join) =>
      join
        .onRef('participant.dialogue_id', '=', 'statement.dialogue_id')
        .onRef('participant.author_number', '=', 'statement.author_number'),
    )
    .innerJoin('sheet', (join) =>
      join.onRef('sheet.dialogue_id', '=', 'participant.dialogue_id').onRef('sheet.participant', '=', 'participant.number'),
    )
    .select(['statement.number', 'sheet.meeting'])
    .where('statement.dialogue_id', '=', dialogueId)
    .execute()
  return new Map(rows.map(({ number, meeting }) => [number, meeting]))
}

/** Participants who are sheets, for readings that look at how somebody votes: these were typed in by somebody else. */
export const sheetNumbers = (db: Reader, dialogueId: string) =>
  db.selectFrom('sheet').select('sheet.participant').where('sheet.dialogue_id', '=', dialogueId)

/** Rounded down, so that two numbers never show how one sheet changed them. Null: fewer than ten. */
export const inTens = (count: number): number | null => (count < FEWEST_SHOWN ? null : count - (count % 10))

/** How many took part on paper, in tens; null: fewer than ten. */
export async function countOnPaper(db: Reader, dialogueId: string): Promise<number | null> {
  const { count } = await db
    .selectFrom('participant')
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .where('dialogue_id', '=', dialogueId)
    .where('removed_at', 'is', null)
    .where('number', 'in', sheetNumbers(db, dialogueId))
    .executeTakeFirstOrThrow()
  return inTens(count)
}

const enteredBy = z
  .object({ givenTo: z.string().nullable().describe('To whom the convener gave a link'), speaker: speaker.nullable() })
  .describe('Who typed the sheets in')

const listed = z.object({
  number: z.number().int(),
  title: z.string().nullable().describe('Null: hidden by moderators'),
  language: z.string(),
  heldOn: z.iso.date(),
  place: z.string().nullable(),
  sheets: z.number().int().describe('So many or more, in tens'),
  enteredBy,
})
export type ListedMeeting = z.infer<typeof listed>

const meetingList = z.object({
  onPaper: onPaperCount,
  meetings: z.array(listed).describe('Those with ten sheets or more'),
  smaller: z.number().int().describe('How many others there were'),
  withdrawn: z.number().int().describe('How many were taken back with all their sheets'),
})
export type MeetingList = z.infer<typeof meetingList>

export const listMeetings = query({
  name: 'dialogue.meetings',
  summary: 'Where people took part on paper: the meetings with ten sheets or more, and how many others there were',
  route: 'GET /dialogues/{dialogue}/meetings',
  input: z.object({ dialogue: ref }),
  output: meetingList,
  async read(db, { input, actor }) {
    return meetingListOf(db, await demandDialogue(db, input.dialogue, actor), actor)
  },
})

export async function meetingListOf(db: Reader, dialogue: Pick<Dialogue, 'id' | 'bodyId'>, { locale }: Pick<Actor, 'locale'>) {
  const all = await readMeetings(db, dialogue.id)
  const standing = all.filter(({ withdrawn, sheets }) => !withdrawn && sheets > 0)
  const large = standing.filter(({ sheets }) => sheets >= FEWEST_SHOWN)
  const speakers = new Map<string, Speaker>()
  for (const { office } of large)
    if (office !== null && !speakers.has(office)) speakers.set(office, await speakerOfOffice(db, dialogue.bodyId, office, locale))
  return {
    onPaper: inTens(standing.reduce((sum, { sheets }) => sum + sheets, 0)),
    meetings: large.map(({ number, title, language, heldOn, place, sheets, hidden, givenTo, office }): ListedMeeting => ({
      ...{ number, language, heldOn, sheets: inTens(sheets) ?? FEWEST_SHOWN },
      ...{ title: hidden ? null : title, place: hidden ? null : place },
      enteredBy: { givenTo: hidden ? null : givenTo, speaker: office === null ? null : (speakers.get(office) ?? null) },
    })),
    smaller: standing.length - large.length,
    withdrawn: all.filter(({ withdrawn }) => withdrawn).length,
  }
}
