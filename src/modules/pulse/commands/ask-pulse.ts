import { all, yes } from '#base'
import { z } from 'zod'
import { command } from '../../../core/command.ts'
import { languageTag } from '../../../core/language.ts'
import { refuse } from '../../../core/refused.ts'
import { sentId } from '../../../core/sending.ts'
import { communities } from '../../communities/index.ts'
import { mayAsk } from '../policy.ts'
import { demandSender } from '../queries/senders.ts'
import { sender, sending, words } from '../queries/shapes.ts'
import { no } from '../refusals.ts'
import { dayIn, daysAfter, LONGEST, MOST, PULSE_DAYS, QUESTIONS } from '../rules.ts'

export const askPulse = command({
  name: 'pulse.ask',
  summary: 'Ask those who belong to a body or a community three short questions for two weeks. Four times a year, one at a time',
  route: 'POST /senders/{sort}/{sender}/pulse',
  limit: 'write',
  input: z.object({
    ...{ ...sender, sending },
    language: languageTag.nullish().describe('Of own questions; none: the questions of the hub, in the language of each reader'),
    questions: z.array(words(LONGEST.question)).length(QUESTIONS.length).nullish(),
  }),
  output: z.object({ id: z.uuid(), endsOn: z.iso.date() }),
  async facts(tx, { input, actor, now, outside }) {
    const of = await demandSender(tx, { actor, now, outside }, { sort: input.sort, id: input.sender })
    const id = sentId(outside.keys, 'pulse', of.id, actor.person ?? '', input.sending)
    const rows = await tx.selectFrom('pulse').selectAll().where('subject_id', '=', of.id).execute()
    const few = of.sort === 'community' && (await communities.countOf(tx, of.id)) === null
    return { of, id, few, there: rows.find((row) => row.id === id) ?? null, rows }
  },
  may: ({ actor, now, facts: { of, few, there, rows } }) =>
    all(
      mayAsk(actor, of),
      there !== null ? yes : few ? no('pulse.too-few') : yes,
      there !== null || rows.every(({ closed_on: closed }) => closed !== null) ? yes : no('pulse.one-at-a-time'),
      there !== null || rows.filter(({ year }) => year === now.getUTCFullYear()).length < MOST.aYear
        ? yes
        : no('pulse.four-a-year', { most: MOST.aYear }),
    ),
  async run(tx, { input, now, facts: { of, id, there, rows } }) {
    if (there !== null) return { id, endsOn: there.ends_on }
    const [year, endsOn] = [now.getUTCFullYear(), daysAfter(now, PULSE_DAYS)]
    const own = input.questions ?? null
    const made = await tx
      .insertInto('pulse')
      .values({
        ...{ subject_id: of.id, id, subject_sort: of.sort, year, number: rows.filter((row) => row.year === year).length + 1 },
        ...{
          language: own === null ? null : (input.language ?? 'und'),
          questions: own ?? [],
          asked_on: dayIn(now),
          ends_on: endsOn,
          closed_on: null,
        },
      })
      .onConflict((conflict) => conflict.doNothing())
      .returning('id')
      .executeTakeFirst()
    return made === undefined ? refuse(no('pulse.one-at-a-time')) : { id, endsOn }
  },
  tell: ({ facts: { of, there }, result }) =>
    there !== null
      ? []
      : [{ kind: 'pulse.pulse.asked', scope: of.id, subject: result.id, data: {}, visibility: 'internal', anonymous: true }],
})
