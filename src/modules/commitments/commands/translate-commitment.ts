import { all, yes } from '#base'
import { z } from 'zod'
import { command } from '../../../core/command.ts'
import { mayLookAfter, officeOf } from '../policy.ts'
import { heldCommitment } from '../queries/facts.ts'
import { wordingsOf } from '../queries/parts.ts'
import { done, language, ref, wording } from '../queries/shapes.ts'
import { no } from '../refusals.ts'
import { doneWith, recordChange, told } from './record-change.ts'

export const translateCommitment = command({
  name: 'commitments.translate',
  summary: 'Say a running commitment in another language, following the original as it stands',
  route: 'PUT /commitments/{commitment}/translations/{language}',
  input: z.object({ ...ref, language, ...wording }),
  output: done,
  async facts(tx, asked) {
    const at = await heldCommitment(tx, asked)
    const before = (await wordingsOf(tx, [at.commitment.id])).filter((one) => one.language === asked.input.language)
    return { ...at, version: Math.max(0, ...before.map(({ version }) => version)) + 1 }
  },
  may: ({ input, actor, facts }) =>
    all(mayLookAfter(actor, facts), input.language === facts.commitment.language ? no('commitment.original-language') : yes),
  async run(tx, { input, facts, now }) {
    const { id, version: follows } = facts.commitment
    const office = officeOf(facts.standing)
    const { title, text, language: tongue } = input
    await tx
      .insertInto('commitment_text')
      .values({ commitment_id: id, language: tongue, version: facts.version, title, text, follows, written_at: now, office })
      .execute()
    await recordChange(tx, id, { kind: 'translated', at: now, office })
    return doneWith(id)
  },
  tell: ({ result }) => told('translated', result.id),
})
