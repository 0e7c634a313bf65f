import { z } from 'zod'
import { command } from '../../../core/command.ts'
import { dayOf, THE_HUB } from '../../../core/event.ts'
import { answerHolds } from '../policy.ts'
import { keyAnswer, provedCounter } from '../queries/passkey-answer.ts'
import { isHandleOf, questionIn } from '../queries/passkey-question.ts'
import { passkeyForUse } from '../queries/passkeys.ts'
import { placeOfKeys } from '../rules.ts'
import type {} from '../tables.ts'
import { questionField, replacesField } from './fields.ts'
import { openSession } from './open-session.ts'
import { spendQuestion } from './spend-question.ts'

/** Signs in. No address is typed: the device says which key it holds. A key that is unknown and one that does not hold are answered alike. */
export const usePasskey = command({
  name: 'people.use-passkey',
  summary: 'Sign in with a passkey. The answer holds the new session token.',
  route: 'POST /sessions/by-passkey',
  limit: 'sign-in',
  whileLeaving: true,
  input: z.object({ question: questionField, answer: keyAnswer, replaces: replacesField.optional() }),
  output: z.object({ session: z.string(), person: z.string() }),
  async facts(tx, { input, now, outside }) {
    const place = placeOfKeys(outside.signer.hub)
    const question = questionIn(outside.keys, input.question, { account: null, now })
    const key = await passkeyForUse(tx, input.answer.id)
    const isTheirs = key !== null && isHandleOf(outside.keys, input.answer.response.userHandle, key.account)
    const counter = isTheirs ? await provedCounter({ place, question }, input.answer, key) : null
    return { place, question, key, counter, proved: counter }
  },
  may: ({ facts }) => answerHolds(facts),
  async run(tx, { input, facts, now, outside }) {
    const { key, counter, question } = facts
    if (key === null || counter === null) throw new TypeError('the policy lets no unproved key in')
    await spendQuestion(tx, question)
    await tx
      .updateTable('passkey')
      .set({ counter, used_at: dayOf(now) })
      .where('id', '=', key.id)
      .execute()
    return { session: await openSession(tx, key, input.replaces, { outside, now }), person: key.person }
  },
  tell: () => [{ kind: 'people.session.begun', scope: THE_HUB, subject: THE_HUB, data: {}, visibility: 'internal', anonymous: true }],
})
