import { z } from 'zod'
import { command } from '../../../core/command.ts'
import { THE_HUB } from '../../../core/event.ts'
import { signInLinkForUse } from '../queries/sign-in-link.ts'
import { linkHolds, placeholderName } from '../rules.ts'
import { nameField, replacesField } from './fields.ts'
import { accountFor, openSession } from './open-session.ts'

/** Signs in, and makes the account where the address is new. Single use: the link is marked in the same transaction. */
export const useSignInLink = command({
  name: 'people.use-sign-in-link',
  summary: 'Sign in with the token of a sign-in link. The answer holds the new session token.',
  route: 'POST /sessions',
  limit: 'sign-in',
  whileLeaving: true,
  input: z.object({
    token: z.string().min(1).max(200),
    /** A first name for someone who has no account yet; it can be changed at once. */
    newcomerName: nameField.optional(),
    replaces: replacesField.optional(),
  }),
  output: z.object({ session: z.string(), then: z.string().nullable(), newcomer: z.boolean(), person: z.string() }),
  facts: (tx, { input, outside }) => signInLinkForUse(tx, outside.keys, input.token),
  may: ({ facts, now }) => linkHolds(facts.signed, facts.link, now),
  async run(tx, { input, facts, now, outside }) {
    const { link } = facts
    if (link === null) throw new TypeError('the policy lets no one in without a link')
    await tx.updateTable('sign_in_link').set({ used_at: now }).where('id', '=', link.id).execute()
    const email = outside.keys.open('email', link.emailSealed)
    const name = (personId: string) => input.newcomerName ?? placeholderName(personId)
    const { isNew, ...who } = await accountFor(tx, { email, language: link.language, name }, { outside, now })
    const session = await openSession(tx, who, input.replaces, { outside, now })
    return { session, then: link.then, newcomer: isNew, person: who.person }
  },
  // That an account was made is told of a person; who signed in when would be a trail of visits, so nobody is named.
  tell: ({ result }) => {
    const told = { scope: THE_HUB, data: {}, visibility: 'internal', anonymous: true } as const
    return [
      ...(result.newcomer ? [{ kind: 'people.account.made', subject: result.person, ...told }] : []),
      { kind: 'people.session.begun', subject: THE_HUB, ...told },
    ]
  },
})
