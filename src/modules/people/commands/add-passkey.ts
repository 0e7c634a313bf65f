import { all } from '#base'
import { z } from 'zod'
import { command } from '../../../core/command.ts'
import { dayOf, THE_HUB } from '../../../core/event.ts'
import { refuse } from '../../../core/refused.ts'
import { answerHolds, mayChangeWaysIn, mayHoldMorePasskeys } from '../policy.ts'
import { newKeyAnswer, provedNewKey } from '../queries/passkey-answer.ts'
import { questionIn } from '../queries/passkey-question.ts'
import { countPasskeys } from '../queries/passkeys.ts'
import { sessionHeld } from '../queries/sessions.ts'
import { no } from '../refusals.ts'
import { placeOfKeys } from '../rules.ts'
import type {} from '../tables.ts'
import { heldField, keyNameField, questionField } from './fields.ts'
import { spendQuestion } from './spend-question.ts'

export const addPasskey = command({
  name: 'people.add-passkey',
  summary: 'Add a passkey to your account, within fifteen minutes of signing in. A letter tells you that it was done.',
  route: 'POST /me/passkeys',
  limit: 'write',
  input: z.object({ held: heldField, question: questionField, answer: newKeyAnswer, name: keyNameField }),
  output: z.object({ passkey: z.string() }),
  async facts(tx, { input, actor, now, outside }) {
    const place = placeOfKeys(outside.signer.hub)
    const question = questionIn(outside.keys, input.question, { account: actor.account ?? '', now })
    const proved = await provedNewKey({ place, question }, input.answer)
    return { place, question, proved, held: await sessionHeld(tx, input.held), count: await countPasskeys(tx, actor.account) }
  },
  may: ({ actor, facts, now }) => all(mayChangeWaysIn(actor, facts.held, now), answerHolds(facts), mayHoldMorePasskeys(facts.count)),
  async run(tx, { input, actor, facts, now, outside }) {
    const { proved, question } = facts
    if (proved === null || actor.account === null) throw new TypeError('the policy lets no unproved key in')
    await spendQuestion(tx, question)
    const made = await tx
      .insertInto('passkey')
      .values({
        id: outside.uuid(),
        account_id: actor.account,
        credential_id: proved.credentialId,
        public_key: proved.publicKey,
        counter: proved.counter,
        name: input.name,
        made_at: dayOf(now),
        used_at: null,
      })
      .onConflict((conflict) => conflict.column('credential_id').doNothing())
      .returning('id')
      .executeTakeFirst()
    if (made === undefined) return refuse(no('passkey.known'))
    return { passkey: made.id }
  },
  // Of the key nothing stands here, not even its id; of the time the day.
  tell: ({ actor }) => [
    { kind: 'people.passkey.added', scope: THE_HUB, subject: actor.person ?? THE_HUB, data: {}, visibility: 'internal', anonymous: true },
  ],
})
