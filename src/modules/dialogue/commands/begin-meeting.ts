import { z } from 'zod'
import { command } from '../../../core/command.ts'
import { no as noFromHub, refuse } from '../../../core/refused.ts'
import { mayEnter, officeOf } from '../policy.ts'
import { demandDialogue } from '../queries/dialogue-facts.ts'
import { numbersBehind } from '../queries/kit.ts'
import { linkBehind, readMeetings } from '../queries/meetings.ts'
import { entryLink, language, ref } from '../queries/shapes.ts'

const DAY_MS = 86_400_000
const MOST_PEOPLE = 500

export const beginMeeting = command({
  name: 'dialogue.begin-meeting',
  summary: 'Tell of a meeting at which people answered on paper, before their sheets are typed in',
  route: 'POST /dialogues/{dialogue}/meetings',
  limit: 'write',
  input: z.object({
    dialogue: ref,
    link: entryLink,
    key: z.uuid().describe('Made by whoever asks: the same one twice is one meeting'),
    title: z.string().trim().min(1).max(120).describe('Whose table it was: "the women’s circle". No names of people'),
    language,
    heldOn: z.iso.date(),
    place: z.string().trim().max(80).default('').describe('A town, if it may be known'),
    people: z.coerce.number().int().min(1).max(MOST_PEOPLE).describe('How many sat there: there can be no more sheets than people'),
    codes: z.array(z.string().trim().min(1).max(60)).min(1).max(60).describe('The code of each sheet that was handed out'),
    consent: z.literal(true).describe('The text about consent was read aloud, and everybody whose sheet is typed in agreed'),
  }),
  output: z.object({ dialogue: z.uuid(), number: z.number().int() }),
  async facts(tx, { input, actor, outside }) {
    // Meetings are numbered: of two at once one waits.
    const dialogue = await demandDialogue(tx, input.dialogue, actor, 'update')
    const link = input.link === undefined ? undefined : await linkBehind(tx, outside.keys, { dialogueId: dialogue.id, token: input.link })
    return { dialogue, link }
  },
  may: ({ facts, now }) => mayEnter(facts, now),
  async run(tx, { input, facts, actor, now }) {
    const { dialogue, link } = facts
    if (new Date(input.heldOn).getTime() > now.getTime() + DAY_MS) faulty('heldOn')
    const behind = input.codes.map((code) => numbersBehind(dialogue.id, code) ?? faulty('codes'))
    const earlier = await tx
      .selectFrom('meeting')
      .select('number')
      .where('dialogue_id', '=', dialogue.id)
      .where('key', '=', input.key)
      .executeTakeFirst()
    if (earlier !== undefined) return { dialogue: dialogue.id, number: earlier.number }
    const number = 1 + (await readMeetings(tx, dialogue.id)).length
    await tx
      .insertInto('meeting')
      .values({
        dialogue_id: dialogue.id,
        number,
        ...{ key: input.key, title: input.title, language: input.language, held_on: input.heldOn, people: input.people },
        place: input.place === '' ? null : input.place,
        statements: [...new Set(behind.flat())],
        link_id: link?.id ?? null,
        office: link == null ? officeOf(dialogue.standing, actor.person !== null) : null,
        entered_by: actor.person,
        entered_at: now,
      })
      .execute()
    return { dialogue: dialogue.id, number }
  },
  tell: ({ facts, result }) => [
    {
      kind: 'dialogue.meeting.begun',
      scope: result.dialogue,
      subject: String(result.number),
      data: { link: facts.link?.id ?? null },
      visibility: 'internal',
    },
  ],
})

const faulty = (field: string): never => refuse(noFromHub('input.invalid', { field }), [{ field, code: `field.${field}`, data: {} }])
