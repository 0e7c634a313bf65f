import { all, yes } from '#base'
import { z } from 'zod'
import { command } from '../../../core/command.ts'
import { THE_HUB } from '../../../core/event.ts'
import { mayWorkOn } from '../policy.ts'
import { answering } from '../queries/named.ts'
import { demandQuestion, keyIn } from '../queries/questions.ts'
import { HUB, sameKey, type Subjects } from '../queries/subjects.ts'
import { no } from '../refusals.ts'
import { hourAfter } from '../rules.ts'

export const forwardQuestion = (subjects: Subjects) =>
  command({
    name: 'contacts.forward',
    summary: 'Hand a question on to those who are named above: of a community to its body, else to the hub. The day of the answer stays',
    route: 'PUT /contact-questions/{question}/passing',
    limit: 'write',
    input: z.object({ question: z.uuid() }),
    output: z.object({}),
    async facts(tx, { input, actor, now, outside }) {
      const { row, all: named } = await demandQuestion(tx, input.question, { actor, now })
      const key = keyIn(row)
      const of = await subjects.of(tx, { actor, now, outside }, key)
      const [next, ...above] = sameKey(key, HUB) ? [] : (of?.above ?? [HUB])
      const [first] = next === undefined ? [] : answering(named, { ...next, above })
      return { row, to: next === undefined ? null : first === undefined ? HUB : { sort: first.sort, id: first.id } }
    },
    may: ({ actor, facts: { row, to } }) => all(mayWorkOn(actor, row.state), to === null ? no('contact.nowhere-to-pass') : yes),
    async run(tx, { now, facts: { row, to } }) {
      await tx
        .updateTable('contact_question')
        .set({ sort: to?.sort ?? HUB.sort, subject: to?.id ?? HUB.id, state: 'waiting', taken_by: null, told_from: hourAfter(now) })
        .where('sort', '=', row.sort)
        .where('subject', '=', row.subject)
        .where('id', '=', row.id)
        .execute()
      return {}
    },
    tell: ({ input }) => [
      { kind: 'contacts.question.forwarded', scope: THE_HUB, subject: input.question, data: {}, visibility: 'internal' },
    ],
  })
