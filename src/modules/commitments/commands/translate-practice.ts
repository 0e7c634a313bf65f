import { all, yes } from '#base'
import { z } from 'zod'
import { command } from '../../../core/command.ts'
import { mayWritePractice, writerOf } from '../policy.ts'
import { practiceFacts } from '../queries/practice-facts.ts'
import { practiceTexts } from '../queries/practices.ts'
import { language, lessons, ref } from '../queries/shapes.ts'
import { no } from '../refusals.ts'
import { practicePathOf } from '../rules.ts'
import { toldOf } from './record-change.ts'

export const translatePractice = command({
  name: 'commitments.translate-practice',
  summary: 'Say in another language what others can learn, following the original as it stands',
  route: 'PUT /commitments/{commitment}/practice/translations/{language}',
  input: z.object({ ...ref, language, ...lessons }),
  output: z.object({ path: z.string() }),
  async facts(tx, asked) {
    const at = await practiceFacts(tx, asked)
    const before = (await practiceTexts(tx, [at.commitment.id])).filter((one) => one.language === asked.input.language)
    return { ...at, version: Math.max(0, ...before.map(({ version }) => version)) + 1 }
  },
  may: ({ input, actor, facts }) =>
    all(mayWritePractice(actor, facts), input.language === facts.practice.language ? no('practice.original-language') : yes),
  async run(tx, { input: { commitment, ...text }, actor, facts }) {
    const { practice, version, today } = facts
    const more = { version, follows: practice.version, written_on: today, office: writerOf(actor, facts) }
    await tx
      .insertInto('practice_text')
      .values({ commitment_id: commitment, ...text, ...more })
      .execute()
    return { path: practicePathOf(commitment) }
  },
  tell: ({ input }) => [toldOf('practice', 'translated', input.commitment)],
})
